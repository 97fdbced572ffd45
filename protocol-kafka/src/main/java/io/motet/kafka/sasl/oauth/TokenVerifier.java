package io.motet.kafka.sasl.oauth;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

/**
 * Decides whether a token (RFC 7519) is good: signed by a key that is known, in its time, for us.
 * Signatures are of public keys only: whoever can check a secret's could make one. Any thread; it
 * may wait for the keys.
 */
public final class TokenVerifier {
  private static final AlgorithmConstraints PUBLIC_KEYS =
      new AlgorithmConstraints(
          ConstraintType.PERMIT,
          AlgorithmIdentifiers.RSA_USING_SHA256,
          AlgorithmIdentifiers.RSA_USING_SHA384,
          AlgorithmIdentifiers.RSA_USING_SHA512,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
          AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
          AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
          AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512);

  private static final Map<Integer, String> REASONS =
      Map.of(
          ErrorCodes.EXPIRED, "it has expired",
          ErrorCodes.EXPIRATION_MISSING, "it has no exp",
          ErrorCodes.ISSUED_AT_MISSING, "it has no iat",
          ErrorCodes.NOT_YET_VALID, "it is not yet valid",
          ErrorCodes.AUDIENCE_MISSING, "it has no audience",
          ErrorCodes.AUDIENCE_INVALID, "it is for another audience",
          ErrorCodes.ISSUER_MISSING, "it has no issuer",
          ErrorCodes.ISSUER_INVALID, "it is of another issuer",
          ErrorCodes.SIGNATURE_INVALID, "its signature is wrong");

  private final TokenRules rules;
  private final VerificationKeyResolver keys;
  private final LongSupplier clockMillis;

  /**
   * By these rules.
   *
   * @param keys of those who may issue tokens
   * @param clockMillis the time since the epoch
   */
  public TokenVerifier(TokenRules rules, VerificationKeyResolver keys, LongSupplier clockMillis) {
    this.rules = rules;
    this.keys = keys;
    this.clockMillis = clockMillis;
  }

  /** What the token says. */
  public VerifiedToken verify(String token) throws InvalidTokenException {
    try {
      JwtClaims claims = consumer().processToClaims(token);
      String subject = claims.getStringClaimValue(rules.subjectClaim());
      if (subject == null || subject.isBlank()) {
        throw new InvalidTokenException("it has no " + rules.subjectClaim());
      }
      return new VerifiedToken(subject, claims.getExpirationTime().getValueInMillis());
    } catch (InvalidJwtException e) {
      throw new InvalidTokenException(reason(e.getErrorDetails()));
    } catch (MalformedClaimException e) {
      throw new InvalidTokenException("a claim is malformed");
    }
  }

  /** The library's own messages repeat what the token says. */
  private static String reason(List<ErrorCodeValidator.Error> errors) {
    return errors.stream()
        .map(error -> REASONS.getOrDefault(error.getErrorCode(), "it cannot be verified"))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private JwtConsumer consumer() {
    JwtConsumerBuilder builder =
        new JwtConsumerBuilder()
            .setJwsAlgorithmConstraints(PUBLIC_KEYS)
            .setVerificationKeyResolver(keys)
            .setRequireExpirationTime()
            .setRequireIssuedAt()
            .setAllowedClockSkewInSeconds((int) (rules.clockSkewMillis() / 1000))
            .setEvaluationTime(NumericDate.fromMilliseconds(clockMillis.getAsLong()));
    if (rules.audiences().isEmpty()) {
      builder.setSkipDefaultAudienceValidation();
    } else {
      builder.setExpectedAudience(rules.audiences().toArray(new String[0]));
    }
    if (rules.issuer() != null) {
      builder.setExpectedIssuer(rules.issuer());
    }
    return builder.build();
  }
}
