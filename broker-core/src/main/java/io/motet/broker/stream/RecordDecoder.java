package io.motet.broker.stream;

import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageFormat;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.PlainMessageFormat;
import io.motet.broker.message.Utf8;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
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
  private final RecordHeaders headers = new RecordHeaders();

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
    if (!headers.read(record.headers())) {
      LOG.debug("a record of topic '{}' has wrong headers", topic);
    }
    byte[] raw = headers.take(RecordNames.PROPERTIES);
    byte[] exchange = headers.take(RecordNames.EXCHANGE);
    byte[] routingKey = headers.take(RecordNames.ROUTING_KEY);
    MessageFormat format = raw == null || raw.length == 0 ? null : formats.apply(raw[0]);
    MessageProperties properties =
        format == null
            ? headers.properties(record.key(), record.timestampMillis())
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
