package io.motet.broker.topic;

/**
 * What a log remembers of a producer.
 *
 * @param coordinatorEpoch of the last end of a transaction, or -1
 * @param transactionStartOffset of the open transaction, or -1
 */
public record ProducerDescription(
    long producerId,
    short producerEpoch,
    int lastSequence,
    long lastTimestampMillis,
    int coordinatorEpoch,
    long transactionStartOffset) {}
