package io.motet.broker.stream;

import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageFormat;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.PlainMessageFormat;
import io.motet.broker.message.Utf8;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes messages of records: those that were messages come back as they were, of others the headers
 * become headers. Each gets its offset. For one thread.
 */
final class RecordDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(RecordDecoder.class);
  private static final int FIRST_BYTES = 256;
  private static final long NO_TTL = -1;
  private static final int MAX_PRIORITY = 255;

  private final Utf8 topic;
  private final boolean showsPartition;
  private final IntFunction<MessageFormat> formats;
  private final ContentAllocator contents;
  private final ByteBuf encoded = Unpooled.buffer(FIRST_BYTES);

  /** Record headers of the record at hand, by name; the last of a name counts. */
  private final Map<String, byte[]> headers = new LinkedHashMap<>();

  RecordDecoder(
      String topic,
      boolean showsPartition,
      IntFunction<MessageFormat> formats,
      ContentAllocator contents) {
    this.topic = Utf8.of(topic);
    this.showsPartition = showsPartition;
    this.formats = formats;
    this.contents = contents;
  }

  /** The message, with one reference that is the caller's. */
  Message decode(StreamRecord record, int partition) {
    readHeaders(record.headers());
    byte[] raw = headers.remove(RecordNames.PROPERTIES);
    byte[] exchange = headers.remove(RecordNames.EXCHANGE);
    byte[] routingKey = headers.remove(RecordNames.ROUTING_KEY);
    MessageFormat format = raw == null || raw.length == 0 ? null : formats.apply(raw[0]);
    MessageProperties properties =
        format == null
            ? propertiesOf(record)
            : format.decode(Unpooled.wrappedBuffer(raw), 1, raw.length - 1);
    if (format == null) {
      format = PlainMessageFormat.INSTANCE;
    }
    properties = withPlace(properties, record, partition);
    encoded.clear();
    format.encode(properties, encoded);
    return message(
        record,
        exchange == null ? Utf8.EMPTY : name(exchange),
        routingKey == null ? topic : name(routingKey),
        format,
        properties.priority() == null ? 0 : properties.priority());
  }

  private Message message(
      StreamRecord record, Utf8 exchange, Utf8 routingKey, MessageFormat format, int priority) {
    ByteBuffer value = record.value();
    int propertiesSize = encoded.readableBytes();
    int bodySize = value.remaining();
    ContentAllocator.Room room = contents.allocate(propertiesSize + bodySize);
    ByteBuf content = room.buffer();
    int offset = room.offset();
    content.setBytes(offset, encoded, 0, propertiesSize);
    content.setBytes(offset + propertiesSize, value);
    return new Message(
        exchange,
        routingKey,
        format,
        content,
        offset,
        propertiesSize,
        bodySize,
        true,
        Math.max(0, Math.min(MAX_PRIORITY, priority)),
        NO_TTL,
        record.timestampMillis());
  }

  /** What a producer wrote is not checked before: a lying header costs its record the rest. */
  private void readHeaders(ByteBuffer from) {
    headers.clear();
    try {
      long count = Varints.read(from);
      for (long i = 0; i < count; i++) {
        byte[] name = bytes(from);
        byte[] value = bytes(from);
        if (name != null && value != null) {
          headers.put(new String(name, StandardCharsets.UTF_8), value);
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      LOG.debug("a record of topic '{}' has wrong headers", topic, e);
    }
  }

  private static byte[] bytes(ByteBuffer from) {
    long size = Varints.read(from);
    if (size < 0) {
      return null;
    }
    if (size > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[(int) size];
    from.get(bytes);
    return bytes;
  }

  /** What the headers of a record say that was no message. */
  private MessageProperties propertiesOf(StreamRecord record) {
    String contentType = text(RecordNames.CONTENT_TYPE);
    String contentEncoding = text(RecordNames.CONTENT_ENCODING);
    String correlationId = text(RecordNames.CORRELATION_ID);
    String replyTo = text(RecordNames.REPLY_TO);
    String messageId = text(RecordNames.MESSAGE_ID);
    String type = text(RecordNames.TYPE);
    String appId = text(RecordNames.APP_ID);
    Map<String, Object> table = new LinkedHashMap<>();
    headers.forEach(
        (name, value) -> {
          if (name.length() > 0 && Utf8.of(name).length() <= Message.MAX_NAME_BYTES) {
            table.put(name, textOrBytes(value));
          }
        });
    byte[] key = record.key();
    if (key != null) {
      table.put(RecordNames.KEY, textOrBytes(key));
    }
    return new MessageProperties(
        contentType,
        contentEncoding,
        table,
        2,
        null,
        correlationId,
        replyTo,
        null,
        messageId,
        record.timestampMillis() < 0 ? null : Instant.ofEpochMilli(record.timestampMillis()),
        type,
        null,
        appId,
        null);
  }

  /** Takes a header out; null when absent, too long for a property, or no text. */
  private String text(String name) {
    byte[] value = headers.get(name);
    if (value == null
        || value.length > Message.MAX_NAME_BYTES
        || !(textOrBytes(value) instanceof String text)) {
      return null;
    }
    headers.remove(name);
    return text;
  }

  private static Object textOrBytes(byte[] value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      return value;
    }
  }

  private MessageProperties withPlace(
      MessageProperties properties, StreamRecord record, int partition) {
    Map<String, Object> table = new LinkedHashMap<>();
    if (properties.headers() != null) {
      table.putAll(properties.headers());
    }
    table.put(RecordNames.OFFSET, record.offset());
    if (showsPartition) {
      table.put(RecordNames.PARTITION, partition);
    }
    return properties.withHeaders(table);
  }

  /** A name of somebody else's making may be too long. */
  private static Utf8 name(byte[] bytes) {
    int size = Math.min(bytes.length, Message.MAX_NAME_BYTES);
    return Utf8.copyOf(Unpooled.wrappedBuffer(bytes), 0, size);
  }
}
