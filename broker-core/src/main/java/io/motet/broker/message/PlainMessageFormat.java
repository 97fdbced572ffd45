package io.motet.broker.message;

import io.motet.broker.metadata.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.util.Map;

/**
 * Properties as named fields, for messages that the core makes and no front end has encoded:
 * records of a topic that came from elsewhere.
 */
public final class PlainMessageFormat implements MessageFormat {
  /** Stored with messages. */
  public static final byte ID = 16;

  /** The only one there is to be. */
  public static final PlainMessageFormat INSTANCE = new PlainMessageFormat();

  private PlainMessageFormat() {}

  @Override
  public byte id() {
    return ID;
  }

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public MessageProperties decode(ByteBuf source, int index, int length) {
    if (length == 0) {
      return MessageProperties.NONE;
    }
    Map<String, Object> fields =
        Fields.decode(ByteBufUtil.getBytes(source, index, length, true)).table("p");
    return new MessageProperties(
        (String) fields.get("content-type"),
        (String) fields.get("content-encoding"),
        headers(fields),
        number(fields, "delivery-mode"),
        number(fields, "priority"),
        (String) fields.get("correlation-id"),
        (String) fields.get("reply-to"),
        (String) fields.get("expiration"),
        (String) fields.get("message-id"),
        (Instant) fields.get("timestamp"),
        (String) fields.get("type"),
        (String) fields.get("user-id"),
        (String) fields.get("app-id"),
        (String) fields.get("cluster-id"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> headers(Map<String, Object> fields) {
    return (Map<String, Object>) fields.get("headers");
  }

  private static Integer number(Map<String, Object> fields, String name) {
    return fields.get(name) instanceof Number number ? number.intValue() : null;
  }

  @Override
  public void encode(MessageProperties properties, ByteBuf out) {
    Map<String, Object> fields = new java.util.HashMap<>();
    put(fields, "content-type", properties.contentType());
    put(fields, "content-encoding", properties.contentEncoding());
    put(fields, "headers", properties.headers());
    put(fields, "delivery-mode", properties.deliveryMode());
    put(fields, "priority", properties.priority());
    put(fields, "correlation-id", properties.correlationId());
    put(fields, "reply-to", properties.replyTo());
    put(fields, "expiration", properties.expirationMillis());
    put(fields, "message-id", properties.messageId());
    put(fields, "timestamp", properties.timestamp());
    put(fields, "type", properties.type());
    put(fields, "user-id", properties.userId());
    put(fields, "app-id", properties.appId());
    put(fields, "cluster-id", properties.clusterId());
    out.writeBytes(Fields.empty().with("p", fields).encode());
  }

  private static void put(Map<String, Object> fields, String name, Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
