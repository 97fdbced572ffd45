package io.motet.kafka.sasl.oauth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Issues tokens, and says by which key. */
public final class Issuer {
  private final PublicJsonWebKey key;

  /** With a new key of that name. */
  public Issuer(String keyId) {
    try {
      key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(keyId);
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }

  /** The public half, as a set of keys. */
  public String keys() {
    return new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
  }

  /** Puts the set into a file. */
  public Path keysIn(Path file) {
    try {
      return Files.writeString(file, keys());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What every good token says. */
  public static JwtClaims claims(String subject, long nowMillis, long lifetimeMillis) {
    JwtClaims claims = new JwtClaims();
    claims.setSubject(subject);
    claims.setIssuer("issuer");
    claims.setAudience("motet");
    claims.setIssuedAt(NumericDate.fromMilliseconds(nowMillis));
    claims.setExpirationTime(NumericDate.fromMilliseconds(nowMillis + lifetimeMillis));
    return claims;
  }

  /** A token that is signed as it should be. */
  public String sign(JwtClaims claims) {
    return sign(claims, AlgorithmIdentifiers.RSA_USING_SHA256);
  }

  /** A token with a signature of that kind by the private key, or none. */
  public String sign(JwtClaims claims, String algorithm) {
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims.toJson());
    token.setAlgorithmHeaderValue(algorithm);
    token.setKeyIdHeaderValue(key.getKeyId());
    if (algorithm.equals(AlgorithmIdentifiers.NONE)) {
      token.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.ALLOW_ONLY_NONE);
    } else {
      token.setKey(key.getPrivateKey());
    }
    try {
      return token.getCompactSerialization();
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }
}
