package io.motet.broker.message;

import java.time.Instant;
import java.util.Map;

/**
 * The properties that any protocol's message can have, decoded. Absent ones are null. Header values
 * are String, byte[], Boolean, Byte, Short, Integer, Long, Float, Double, BigDecimal, Instant,
 * List, Map and null.
 *
 * @param deliveryMode 2 for persistent, as AMQP counts
 * @param expirationMillis as the client wrote it: digits of milliseconds
 */
public record MessageProperties(
    String contentType,
    String contentEncoding,
    Map<String, Object> headers,
    Integer deliveryMode,
    Integer priority,
    String correlationId,
    String replyTo,
    String expirationMillis,
    String messageId,
    Instant timestamp,
    String type,
    String userId,
    String appId,
    String clusterId) {

  public static final MessageProperties NONE =
      new MessageProperties(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  public MessageProperties withHeaders(Map<String, Object> changed) {
    return new MessageProperties(
        contentType,
        contentEncoding,
        changed,
        deliveryMode,
        priority,
        correlationId,
        replyTo,
        expirationMillis,
        messageId,
        timestamp,
        type,
        userId,
        appId,
        clusterId);
  }

  public MessageProperties withExpirationMillis(String changed) {
    return new MessageProperties(
        contentType,
        contentEncoding,
        headers,
        deliveryMode,
        priority,
        correlationId,
        replyTo,
        changed,
        messageId,
        timestamp,
        type,
        userId,
        appId,
        clusterId);
  }
}
