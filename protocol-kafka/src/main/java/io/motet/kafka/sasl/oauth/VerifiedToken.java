package io.motet.kafka.sasl.oauth;

/**
 * What a good token says.
 *
 * @param subject whom it is for
 * @param expiresAtMillis when it ends, since the epoch
 */
public record VerifiedToken(String subject, long expiresAtMillis) {}
