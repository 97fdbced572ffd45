package io.motet.kafka.sasl.oauth;

import java.util.List;

/**
 * What a token must say.
 *
 * @param audiences one of them must be the token's; none for any
 * @param issuer null for any
 * @param subjectClaim the claim that names the user
 * @param clockSkewMillis how far the issuer's clock may be off
 */
public record TokenRules(
    List<String> audiences, String issuer, String subjectClaim, long clockSkewMillis) {
  /** Copies the list. */
  public TokenRules {
    audiences = List.copyOf(audiences);
  }
}
