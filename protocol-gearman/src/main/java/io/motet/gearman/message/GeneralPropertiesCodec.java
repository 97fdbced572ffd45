package io.motet.gearman.message;

import io.motet.broker.message.MessageProperties;
import io.motet.broker.metadata.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Any properties at all: form byte 2, then named fields. Not for the hot path. */
final class GeneralPropertiesCodec {
  static final byte FORM = 2;

  private static final String PROPERTIES = "p";
  private static final String HEADERS = "headers";

  private GeneralPropertiesCodec() {}

  static void encode(MessageProperties properties, ByteBuf out) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "contentType", properties.contentType());
    put(values, "contentEncoding", properties.contentEncoding());
    put(values, HEADERS, properties.headers());
    put(values, "deliveryMode", properties.deliveryMode());
    put(values, "priority", properties.priority());
    put(values, "correlationId", properties.correlationId());
    put(values, "replyTo", properties.replyTo());
    put(values, "expiration", properties.expirationMillis());
    put(values, "messageId", properties.messageId());
    put(values, "timestamp", properties.timestamp());
    put(values, "type", properties.type());
    put(values, "userId", properties.userId());
    put(values, "appId", properties.appId());
    put(values, "clusterId", properties.clusterId());
    out.writeByte(FORM);
    out.writeBytes(Fields.empty().with(PROPERTIES, values).encode());
  }

  private static void put(Map<String, Object> values, String name, Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  static MessageProperties decode(ByteBuf source, int index, int length) {
    if (length == 0 || source.getByte(index) != FORM) {
      throw new IllegalStateException("not properties of a Gearman message");
    }
    Map<String, Object> values =
        Fields.decode(ByteBufUtil.getBytes(source, index + 1, length - 1)).table(PROPERTIES);
    return new MessageProperties(
        (String) values.get("contentType"),
        (String) values.get("contentEncoding"),
        headers(values.get(HEADERS)),
        (Integer) values.get("deliveryMode"),
        (Integer) values.get("priority"),
        (String) values.get("correlationId"),
        (String) values.get("replyTo"),
        (String) values.get("expiration"),
        (String) values.get("messageId"),
        (Instant) values.get("timestamp"),
        (String) values.get("type"),
        (String) values.get("userId"),
        (String) values.get("appId"),
        (String) values.get("clusterId"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> headers(Object value) {
    return (Map<String, Object>) value;
  }
}
