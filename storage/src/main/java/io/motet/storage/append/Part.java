package io.motet.storage.append;

/** Part of a transaction that counts only when all parts are found. */
public record Part(long transactionId, int part, int parts) {}
