package io.motet.broker.topic;

/** Why a batch was refused. Names follow Kafka's error codes. */
public enum AppendError {
  /** Wrong checksum, length, or offsets that do not fit the number of records. */
  CORRUPT_MESSAGE,
  /** Not a batch of format 2, or no records, or a control batch from a client. */
  INVALID_RECORD,
  /** Larger than {@code max.message.bytes}. */
  MESSAGE_TOO_LARGE,
  /** Larger than a whole segment. */
  RECORD_LIST_TOO_LARGE,
  /** Farther from the broker's time than {@code message.timestamp.*.max.ms} allow. */
  INVALID_TIMESTAMP,
  /** Sequence numbers do not follow those before. */
  OUT_OF_ORDER_SEQUENCE_NUMBER,
  /** A newer epoch of the producer has been here. */
  INVALID_PRODUCER_EPOCH,
  /** A record outside a transaction while the producer has one open. */
  INVALID_TXN_STATE,
  /** A newer coordinator has been here. */
  TRANSACTION_COORDINATOR_FENCED,
  /** The disk is full, or a limit of bytes is reached; or it has failed. */
  KAFKA_STORAGE_ERROR,
  /** The topic has been deleted. */
  UNKNOWN_TOPIC_OR_PARTITION
}
