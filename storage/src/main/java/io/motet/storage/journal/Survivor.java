package io.motet.storage.journal;

/** A copy of a message found in a segment that is to be emptied; alive or not, the core knows. */
public record Survivor(
    long queueId,
    long sequence,
    long position,
    int sizeBytes,
    int attributes,
    long expiresAtMillis) {}
