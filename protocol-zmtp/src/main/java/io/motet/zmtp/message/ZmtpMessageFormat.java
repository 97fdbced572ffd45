package io.motet.zmtp.message;

import io.motet.broker.message.MessageFormat;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.metadata.Fields;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Properties of messages that came from ZMTP peers. The protocol has none; what the broker needs
 * and what keeps the frames apart is laid out as {@link PropertiesLayout} says.
 */
public final class ZmtpMessageFormat implements MessageFormat {
  /** Stored with each message on disk. */
  public static final byte ID = 3;

  public static final ZmtpMessageFormat INSTANCE = new ZmtpMessageFormat();

  private static final int PERSISTENT_MODE = 2;
  private static final String PROPERTIES = "properties";
  private static final String HEADERS = "headers";

  private ZmtpMessageFormat() {}

  @Override
  public byte id() {
    return ID;
  }

  @Override
  public String name() {
    return "ZMTP";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException when the bytes are not properties
   */
  @Override
  public MessageProperties decode(ByteBuf source, int index, int length) {
    PropertiesView view = new PropertiesView().wrap(source, index, length);
    Fields other = view.other();
    Map<String, Object> headers = headers(view, other);
    Map<String, Object> named = other == null ? Map.of() : other.table(PROPERTIES);
    return new MessageProperties(
        (String) named.get("contentType"),
        (String) named.get("contentEncoding"),
        headers.isEmpty() ? null : headers,
        view.has(PropertiesLayout.PERSISTENT) ? Integer.valueOf(PERSISTENT_MODE) : null,
        (Integer) named.get("priority"),
        view.correlationId(),
        view.replyTo(),
        (String) named.get("expiration"),
        (String) named.get("messageId"),
        (Instant) named.get("timestamp"),
        (String) named.get("type"),
        (String) named.get("userId"),
        (String) named.get("appId"),
        (String) named.get("clusterId"));
  }

  private static Map<String, Object> headers(PropertiesView view, Fields other) {
    Map<String, Object> headers = new LinkedHashMap<>();
    if (other != null) {
      headers.putAll(other.table(HEADERS));
    }
    if (view.has(PropertiesLayout.FRAMES)) {
      headers.put(FrameHeaders.FRAMES, FrameHeaders.of(view.frameLengths(), view.frameCount()));
    }
    if (view.has(PropertiesLayout.TOPIC_IS_KEY)) {
      headers.put(FrameHeaders.TOPIC, true);
    }
    return headers;
  }

  @Override
  public void encode(MessageProperties properties, ByteBuf out) {
    Map<String, Object> headers = new LinkedHashMap<>();
    if (properties.headers() != null) {
      headers.putAll(properties.headers());
    }
    boolean topicIsKey = Boolean.TRUE.equals(headers.remove(FrameHeaders.TOPIC));
    int[] frames = frames(headers);
    boolean persistent =
        properties.deliveryMode() != null && properties.deliveryMode() == PERSISTENT_MODE;
    PropertiesWriter writer =
        new PropertiesWriter(out)
            .correlationId(bytes(properties.correlationId()))
            .replyTo(bytes(properties.replyTo()));
    if (frames != null) {
      writer.frames(frames);
    }
    writer.flag(PropertiesLayout.TOPIC_IS_KEY, topicIsKey);
    writer.flag(PropertiesLayout.PERSISTENT, persistent);
    Map<String, Object> named = named(properties);
    if (!headers.isEmpty() || !named.isEmpty()) {
      writer.other(Fields.empty().with(PROPERTIES, named).with(HEADERS, headers).encode());
    }
    writer.end();
  }

  /** Takes the frames out of the headers; a value that is none is left there. */
  private static int[] frames(Map<String, Object> headers) {
    Object value = headers.get(FrameHeaders.FRAMES);
    int[] lengths = FrameHeaders.lengths(value, FrameHeaders.sum(value));
    if (lengths != null) {
      headers.remove(FrameHeaders.FRAMES);
    }
    return lengths;
  }

  private static Map<String, Object> named(MessageProperties properties) {
    Map<String, Object> named = new LinkedHashMap<>();
    put(named, "contentType", properties.contentType());
    put(named, "contentEncoding", properties.contentEncoding());
    put(named, "priority", properties.priority());
    put(named, "expiration", properties.expirationMillis());
    put(named, "messageId", properties.messageId());
    put(named, "timestamp", properties.timestamp());
    put(named, "type", properties.type());
    put(named, "userId", properties.userId());
    put(named, "appId", properties.appId());
    put(named, "clusterId", properties.clusterId());
    return named;
  }

  private static void put(Map<String, Object> named, String name, Object value) {
    if (value != null) {
      named.put(name, value);
    }
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
