package io.motet.kafka.transaction;

/**
 * How long transactions and their ids live.
 *
 * @param maxTimeoutMillis the longest time that producers may ask for to end a transaction
 * @param idExpiryMillis after this time without use a transactional id is forgotten
 * @param expiryCheckMillis how often such ids are looked for
 */
public record TransactionOptions(
    int maxTimeoutMillis, long idExpiryMillis, long expiryCheckMillis) {}
