package io.motet.broker.stream;

import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Makes records of messages. The body is the value. The properties go along as they were encoded,
 * so that nothing is lost, and what has a meaning elsewhere once more as readable headers. For one
 * thread.
 */
final class RecordEncoder {
  private static final int FIRST_BYTES = 256;

  private final Utf8 topic;
  private final ByteBuf headers = Unpooled.buffer(FIRST_BYTES);
  private int headerCount;
  private byte[] key;

  RecordEncoder(String topic) {
    this.topic = Utf8.of(topic);
  }

  /** Takes a message in; then the other methods are about it. */
  void encode(Message message) {
    headers.clear();
    headerCount = 0;
    MessageProperties properties = message.properties();
    key = keyOf(message, properties);
    addNames(message);
    if (message.propertiesSizeBytes() > 0) {
      begin(RecordNames.PROPERTIES, message.propertiesSizeBytes() + 1);
      headers.writeByte(message.format().id());
      headers.writeBytes(
          message.content(), message.propertiesOffset(), message.propertiesSizeBytes());
      addReadable(properties);
    }
  }

  /**
   * The header {@code x-kafka-key}, or the routing key where it says more than the topic's name.
   */
  private byte[] keyOf(Message message, MessageProperties properties) {
    Object given = properties.headers() == null ? null : properties.headers().get(RecordNames.KEY);
    if (given != null) {
      return bytes(given);
    }
    boolean says = message.exchange().length() > 0 && message.routingKey().length() > 0;
    return says ? bytes(message.routingKey()) : null;
  }

  private void addNames(Message message) {
    if (message.exchange().length() > 0) {
      begin(RecordNames.EXCHANGE, message.exchange().length());
      message.exchange().writeTo(headers);
    }
    if (!message.routingKey().equals(topic)) {
      begin(RecordNames.ROUTING_KEY, message.routingKey().length());
      message.routingKey().writeTo(headers);
    }
  }

  private void addReadable(MessageProperties properties) {
    add(RecordNames.CONTENT_TYPE, properties.contentType());
    add(RecordNames.CONTENT_ENCODING, properties.contentEncoding());
    add(RecordNames.CORRELATION_ID, properties.correlationId());
    add(RecordNames.REPLY_TO, properties.replyTo());
    add(RecordNames.MESSAGE_ID, properties.messageId());
    add(RecordNames.TYPE, properties.type());
    add(RecordNames.APP_ID, properties.appId());
    if (properties.headers() != null) {
      for (Map.Entry<String, Object> header : properties.headers().entrySet()) {
        if (!header.getKey().equals(RecordNames.KEY)) {
          add(header.getKey(), header.getValue());
        }
      }
    }
  }

  private void add(String name, Object value) {
    byte[] bytes = bytes(value);
    if (bytes != null) {
      begin(name, bytes.length);
      headers.writeBytes(bytes);
    }
  }

  private void begin(String name, int valueBytes) {
    Varints.write(headers, ByteBufUtil.utf8Bytes(name));
    ByteBufUtil.writeUtf8(headers, name);
    Varints.write(headers, valueBytes);
    headerCount++;
  }

  /** Text, or bytes as they are; null for what is no single value. */
  private static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    boolean single =
        value instanceof String
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof Utf8;
    return single ? value.toString().getBytes(StandardCharsets.UTF_8) : null;
  }

  /** The record's key, or null. */
  byte[] key() {
    return key;
  }

  ByteBuf headers() {
    return headers;
  }

  int headerCount() {
    return headerCount;
  }

  /** Most bytes that the message will take in a batch. */
  long sizeBytes(Message message) {
    long keyBytes = key == null ? 0 : key.length;
    return RecordBatchBuilder.RECORD_OVERHEAD_BYTES
        + keyBytes
        + message.bodySizeBytes()
        + headers.readableBytes();
  }
}
