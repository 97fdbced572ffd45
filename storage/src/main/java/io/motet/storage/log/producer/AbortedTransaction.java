package io.motet.storage.log.producer;

/**
 * A transaction that was aborted.
 *
 * @param firstOffset of its records
 * @param lastOffset of its end marker
 * @param lastStableOffset of the log once it had ended: later transactions begin there or behind
 */
public record AbortedTransaction(
    long producerId, long firstOffset, long lastOffset, long lastStableOffset) {}
