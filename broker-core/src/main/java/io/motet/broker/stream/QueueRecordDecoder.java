package io.motet.broker.stream;

import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageFormat;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.PlainMessageFormat;
import io.motet.broker.message.Utf8;
import io.motet.broker.shard.ShardContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;

/**
 * Makes messages for queues that are no streams: persistent, published to the default exchange. The
 * headers say what they say in streams, but who the message is from, how long it lives and where it
 * was published to is not taken from somebody else's header. On its shard.
 */
final class QueueRecordDecoder {
  private static final int FIRST_BYTES = 256;
  private static final long NO_TTL = -1;
  private static final int MAX_PRIORITY = 255;

  private final ContentAllocator contents;
  private final IntFunction<MessageFormat> formats;
  private final RecordHeaders headers = new RecordHeaders();
  private final ByteBuf encoded = Unpooled.buffer(FIRST_BYTES);
  private MessageFormat format;

  QueueRecordDecoder(ShardContext context) {
    this.contents = context.contents();
    this.formats = context.formats();
  }

  /** The message, with one reference that is the caller's. */
  Message decode(StreamRecord record, Utf8 queue, long nowMillis) {
    headers.read(record.headers());
    MessageProperties properties = withoutForeignClaims(properties(record));
    encoded.clear();
    format.encode(properties, encoded);
    ByteBuffer value = record.value();
    int propertiesSize = encoded.readableBytes();
    int bodySize = value.remaining();
    ContentAllocator.Room room = contents.allocate(propertiesSize + bodySize);
    ByteBuf content = room.buffer();
    int offset = room.offset();
    content.setBytes(offset, encoded, 0, propertiesSize);
    content.setBytes(offset + propertiesSize, value);
    int priority = properties.priority() == null ? 0 : properties.priority();
    return new Message(
        Utf8.EMPTY,
        queue,
        format,
        content,
        offset,
        propertiesSize,
        bodySize,
        true,
        Math.max(0, Math.min(MAX_PRIORITY, priority)),
        NO_TTL,
        nowMillis);
  }

  /** Those that the record was published with as a message, or what its headers say. */
  private MessageProperties properties(StreamRecord record) {
    byte[] raw = headers.take(RecordNames.PROPERTIES);
    headers.take(RecordNames.EXCHANGE);
    headers.take(RecordNames.ROUTING_KEY);
    MessageFormat original = raw == null || raw.length == 0 ? null : formats.apply(raw[0]);
    if (original != null) {
      try {
        MessageProperties decoded = original.decode(Unpooled.wrappedBuffer(raw), 1, raw.length - 1);
        format = original;
        return decoded;
      } catch (RuntimeException e) {
        // Somebody's header that only has the name.
      }
    }
    format = PlainMessageFormat.INSTANCE;
    return headers.properties(record.key(), record.timestampMillis());
  }

  private static MessageProperties withoutForeignClaims(MessageProperties given) {
    return new MessageProperties(
        given.contentType(),
        given.contentEncoding(),
        given.headers(),
        2,
        given.priority(),
        given.correlationId(),
        given.replyTo(),
        null,
        given.messageId(),
        given.timestamp(),
        given.type(),
        null,
        given.appId(),
        given.clusterId());
  }
}
