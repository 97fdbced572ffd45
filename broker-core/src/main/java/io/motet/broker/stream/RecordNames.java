package io.motet.broker.stream;

/**
 * Names of record headers that stand for parts of a message, and of message headers that stand for
 * parts of a record. They are in clients' programs and on disk, so they never change.
 */
final class RecordNames {
  /** The properties as the publisher's protocol encoded them, after one byte for the format. */
  static final String PROPERTIES = "x-properties";

  /** The exchange a message was published to, unless the default one. */
  static final String EXCHANGE = "x-exchange";

  /** The routing key, unless the topic's name. */
  static final String ROUTING_KEY = "x-routing-key";

  static final String CONTENT_TYPE = "content-type";
  static final String CONTENT_ENCODING = "content-encoding";
  static final String CORRELATION_ID = "correlation-id";
  static final String REPLY_TO = "reply-to";
  static final String MESSAGE_ID = "message-id";
  static final String TYPE = "type";
  static final String APP_ID = "app-id";

  /** Message header: the record's key. */
  static final String KEY = "x-kafka-key";

  /** Message header: the record's place, as RabbitMQ calls it. */
  static final String OFFSET = "x-stream-offset";

  /** Message header: the partition, where a topic has several. */
  static final String PARTITION = "x-kafka-partition";

  private RecordNames() {}
}
