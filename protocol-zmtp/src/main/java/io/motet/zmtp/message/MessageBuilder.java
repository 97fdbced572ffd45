package io.motet.zmtp.message;

import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.metadata.Fields;
import io.motet.broker.rpc.ReplyHeaders;
import io.motet.broker.rpc.ReplyKind;
import io.motet.broker.shard.Shard;
import io.motet.zmtp.codec.FrameSource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Makes messages of frames. What is set counts for the next message only. On its shard. */
public final class MessageBuilder {
  private static final long NO_TTL = -1;

  private final Shard shard;
  private final ContentAllocator allocator;
  private final ByteBuf properties = Unpooled.buffer();
  private String correlationId;
  private String replyTo;
  private ReplyKind kind = ReplyKind.COMPLETE;
  private boolean persistent;
  private boolean topicIsKey;
  private long ttlMillis = NO_TTL;

  public MessageBuilder(Shard shard, ContentAllocator allocator) {
    this.shard = shard;
    this.allocator = allocator;
  }

  /** Null for none. */
  public MessageBuilder correlationId(String id) {
    correlationId = id;
    return this;
  }

  /** Null for none. */
  public MessageBuilder replyTo(String address) {
    replyTo = address;
    return this;
  }

  public MessageBuilder kind(ReplyKind said) {
    kind = said;
    return this;
  }

  public MessageBuilder persistent(boolean on) {
    persistent = on;
    return this;
  }

  /** The routing key was a frame, before the others. */
  public MessageBuilder topicIsKey(boolean on) {
    topicIsKey = on;
    return this;
  }

  /** How long the message may wait in a queue. */
  public MessageBuilder ttlMillis(long millis) {
    ttlMillis = millis;
    return this;
  }

  /**
   * Makes the message, with one reference; the frames are copied.
   *
   * @param from the first of the frames that count; none left means an empty body
   */
  public Message build(Utf8 exchange, Utf8 routingKey, FrameSource frames, int from) {
    writeProperties(frames, from);
    int propertiesSize = properties.readableBytes();
    int bodySize = 0;
    for (int i = from; i < frames.count(); i++) {
      bodySize += frames.length(i);
    }
    ContentAllocator.Room room = allocator.allocate(propertiesSize + bodySize);
    ByteBuf content = room.buffer();
    int offset = room.offset();
    content.setBytes(offset, properties, 0, propertiesSize);
    int at = offset + propertiesSize;
    for (int i = from; i < frames.count(); i++) {
      content.setBytes(at, frames.source(), frames.index(i), frames.length(i));
      at += frames.length(i);
    }
    Message message =
        new Message(
            exchange,
            routingKey,
            ZmtpMessageFormat.INSTANCE,
            content,
            offset,
            propertiesSize,
            bodySize,
            persistent,
            0,
            ttlMillis,
            shard.currentTimeMillis());
    reset();
    return message;
  }

  private void writeProperties(FrameSource frames, int from) {
    properties.clear();
    PropertiesWriter writer =
        new PropertiesWriter(properties)
            .correlationId(bytes(correlationId))
            .replyTo(bytes(replyTo));
    int count = frames.count() - from;
    if (count > 1) {
      writer.beginFrames(count);
      for (int i = from; i < frames.count(); i++) {
        writer.frame(frames.length(i));
      }
    }
    writer.flag(PropertiesLayout.TOPIC_IS_KEY, topicIsKey);
    writer.flag(PropertiesLayout.PERSISTENT, persistent);
    if (kind != ReplyKind.COMPLETE) {
      writer.other(
          Fields.empty().with("headers", Map.of(ReplyHeaders.KIND, kind.header())).encode());
    }
    writer.end();
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private void reset() {
    correlationId = null;
    replyTo = null;
    kind = ReplyKind.COMPLETE;
    persistent = false;
    topicIsKey = false;
    ttlMillis = NO_TTL;
  }
}
