package io.motet.broker.logging;

import io.motet.broker.exchange.Route;
import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageFormat;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.Publisher;
import io.motet.broker.shard.Shard;
import io.motet.broker.vhost.VirtualHost;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * Publishes log lines to {@code amq.rabbitmq.log}, with the level as routing key, for those who
 * bind a queue to it. Lines that nobody is bound for cost a look-up.
 */
public final class LogExchange {
  /** The exchange's name, in the default virtual host. */
  public static final String NAME = "amq.rabbitmq.log";

  private static final Utf8 EXCHANGE = Utf8.of(NAME);

  private final VirtualHost virtualHost;
  private final Shard shard;
  private final ContentAllocator contents;
  private final MessageFormat format;
  private final String nodeName;
  private final Publisher publisher;
  private boolean publishing;

  /**
   * @param contents the shard's
   * @param format encodes the properties
   */
  public LogExchange(
      VirtualHost virtualHost,
      Shard shard,
      ContentAllocator contents,
      MessageFormat format,
      String nodeName) {
    this.virtualHost = virtualHost;
    this.shard = shard;
    this.contents = contents;
    this.format = format;
    this.nodeName = nodeName;
    this.publisher = virtualHost.publisher(shard, (token, outcome) -> {});
  }

  /**
   * Publishes a line. Any thread; returns at once. What is logged while a line is being published
   * is left out: it would never end.
   *
   * @param level {@code debug}, {@code info}, {@code warning} or {@code error}
   */
  public void publish(String level, String line) {
    if (!shard.inShard() || !publishing) {
      shard.execute(() -> publishOnShard(Utf8.of(level), line));
    }
  }

  private void publishOnShard(Utf8 level, String line) {
    publishing = true;
    try {
      Route route = virtualHost.route(EXCHANGE, level, () -> MessageProperties.NONE);
      if (route != null && !route.targets().isEmpty()) {
        publisher.publish(message(level, line), route, 0);
      }
    } finally {
      publishing = false;
    }
  }

  private Message message(Utf8 level, String line) {
    long now = shard.currentTimeMillis();
    ByteBuf encoded = Unpooled.buffer();
    format.encode(properties(now), encoded);
    int propertiesBytes = encoded.readableBytes();
    encoded.writeCharSequence(line, StandardCharsets.UTF_8);
    int sizeBytes = encoded.readableBytes();
    ContentAllocator.Room room = contents.allocate(sizeBytes);
    ByteBuf content = room.buffer();
    int offset = room.offset();
    content.setBytes(offset, encoded, 0, sizeBytes);
    return new Message(
        EXCHANGE,
        level,
        format,
        content,
        offset,
        propertiesBytes,
        sizeBytes - propertiesBytes,
        false,
        0,
        -1,
        now);
  }

  private MessageProperties properties(long nowMillis) {
    return new MessageProperties(
        "text/plain",
        null,
        Map.of("node", nodeName),
        null,
        null,
        null,
        null,
        null,
        null,
        Instant.ofEpochSecond(nowMillis / 1000),
        null,
        null,
        null,
        null);
  }
}
