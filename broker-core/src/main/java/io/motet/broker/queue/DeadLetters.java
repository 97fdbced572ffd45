package io.motet.broker.queue;

import io.motet.broker.deadletter.DeathHeaders;
import io.motet.broker.deadletter.DeathReason;
import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.exchange.Route;
import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.shard.ShardContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a queue's dead messages on: records the death in the headers, asks the virtual host for the
 * route, and leaves out queues that would close a circle without a consumer in it.
 */
final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final String DELAY_HEADER = "x-delay";

  private final QueueCore queue;
  private final QueueHost host;
  private final ShardContext context;
  private boolean cycleReported;

  DeadLetters(QueueCore queue, QueueHost host) {
    this.queue = queue;
    this.host = host;
    this.context = queue.shard().context();
  }

  /** Whether dead messages go anywhere. */
  boolean wanted() {
    return queue.settings().deadLetterExchange() != null || queue.settings().waitingRoom();
  }

  /**
   * Sends one on and ends its copy; with nowhere to go it just ends. The message must be in memory;
   * the entry's reference of it passes to this method.
   */
  void send(Entry entry, DeathReason reason) {
    QueueSettings settings = queue.settings();
    if (settings.waitingRoom()) {
      sendDelayed(entry);
      return;
    }
    Message original = entry.message;
    MessageProperties properties = original.properties();
    List<Utf8> ownKeys = routingKeys(original, properties);
    MessageProperties died =
        DeathHeaders.record(
            properties,
            reason,
            queue.identity().name(),
            original.exchange().toString(),
            ownKeys.stream().map(Utf8::toString).toList(),
            Instant.ofEpochMilli(context.shard().currentTimeMillis()));
    List<Utf8> keys = ownKeys;
    if (settings.deadLetterRoutingKey() != null) {
      keys = List.of(Utf8.of(settings.deadLetterRoutingKey()));
      died = withoutCopies(died);
    }
    MessageProperties carried = died;
    Route route = host.deadLetterRoute(settings.deadLetterExchange(), keys, () -> carried);
    if (route == null) {
      queue.departures().end(entry);
      return;
    }
    List<? extends MessageTarget> targets =
        reason == DeathReason.REJECTED ? route.targets() : withoutCycles(route.targets(), carried);
    Message dead =
        build(original, carried, Utf8.of(settings.deadLetterExchange()), keys.get(0), -1);
    queue.shard().fanOut().republish(dead, targets, queue, entry);
    dead.release();
  }

  /** Routes a message whose delay is over; its headers show the delay as a negative number. */
  private void sendDelayed(Entry entry) {
    Message original = entry.message;
    MessageProperties properties = withoutDelay(original.properties());
    Route route = host.delayOver(queue.facade(), original, () -> properties);
    if (route == null) {
      queue.departures().end(entry);
      return;
    }
    Message released =
        build(
            original, properties, original.exchange(), original.routingKey(), original.ttlMillis());
    queue.shard().fanOut().republish(released, route.targets(), queue, entry);
    released.release();
  }

  private static MessageProperties withoutDelay(MessageProperties properties) {
    if (properties.headers() == null
        || !(properties.headers().get(DELAY_HEADER) instanceof Number delay)) {
      return properties;
    }
    Map<String, Object> headers = new LinkedHashMap<>(properties.headers());
    // As wide as it came: some clients take a negative long for a huge unsigned one.
    if (delay instanceof Long) {
      headers.put(DELAY_HEADER, -delay.longValue());
    } else {
      headers.put(DELAY_HEADER, -delay.intValue());
    }
    return properties.withHeaders(headers);
  }

  /** The key of the publish and those it was copied to. */
  private static List<Utf8> routingKeys(Message message, MessageProperties properties) {
    List<Utf8> keys = new ArrayList<>();
    keys.add(message.routingKey());
    if (properties.headers() != null && properties.headers().get("CC") instanceof List<?> copies) {
      for (Object key : copies) {
        if (key instanceof String text) {
          keys.add(Utf8.of(text));
        }
      }
    }
    return keys;
  }

  /** A queue's own key replaces all keys, so the copies must not come back at the next death. */
  private static MessageProperties withoutCopies(MessageProperties properties) {
    Map<String, Object> headers = new LinkedHashMap<>(properties.headers());
    headers.remove("CC");
    return properties.withHeaders(headers);
  }

  private List<MessageTarget> withoutCycles(List<MessageTarget> targets, MessageProperties died) {
    List<MessageTarget> left = new ArrayList<>(targets.size());
    for (MessageTarget target : targets) {
      if (!(target instanceof LocalQueue) || !DeathHeaders.isCycle(died, target.name())) {
        left.add(target);
      } else {
        reportCycle(target.name());
      }
    }
    return left;
  }

  /** Once for each queue: a circle that goes on would fill the log. */
  private void reportCycle(String target) {
    if (!cycleReported) {
      cycleReported = true;
      LOG.warn(
          "{}: messages are dropped, since dead-lettering would bring them back to queue '{}' where"
              + " they died before; this is not reported again",
          queue.identity().description(),
          target);
    }
  }

  /** The same body under other properties and another address. */
  private Message build(
      Message original,
      MessageProperties properties,
      Utf8 exchange,
      Utf8 routingKey,
      long ttlMillis) {
    ByteBuf encoded = PooledByteBufAllocator.DEFAULT.heapBuffer();
    try {
      original.format().encode(properties, encoded);
      int propertiesBytes = encoded.readableBytes();
      int bodyBytes = original.bodySizeBytes();
      ContentAllocator.Room room = context.contents().allocate(propertiesBytes + bodyBytes);
      room.buffer().setBytes(room.offset(), encoded, encoded.readerIndex(), propertiesBytes);
      room.buffer()
          .setBytes(
              room.offset() + propertiesBytes,
              original.content(),
              original.bodyOffset(),
              bodyBytes);
      return new Message(
          exchange,
          routingKey,
          original.format(),
          room.buffer(),
          room.offset(),
          propertiesBytes,
          bodyBytes,
          original.persistent(),
          original.priority(),
          ttlMillis,
          original.arrivedAtMillis());
    } finally {
      encoded.release();
    }
  }
}
