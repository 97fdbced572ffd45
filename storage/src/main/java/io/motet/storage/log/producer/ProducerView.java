package io.motet.storage.log.producer;

/**
 * What a log remembers of a producer, for a description.
 *
 * @param coordinatorEpoch -1 for none
 * @param transactionFirstOffset -1 for none
 */
public record ProducerView(
    long producerId,
    short epoch,
    int lastSequence,
    long lastTimestamp,
    int coordinatorEpoch,
    long transactionFirstOffset) {}
