package io.motet.amqp.channel;

import io.motet.amqp.codec.AmqpMessageFormat;
import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.exchange.Route;
import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.Publisher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The firehose: while it is on for the virtual host, a copy of every message that a channel
 * publishes or delivers goes to the exchange {@code amq.rabbitmq.trace}, with headers that tell
 * where it came from and went to.
 */
final class Tracer {
  private static final Utf8 EXCHANGE = Utf8.of("amq.rabbitmq.trace");

  private final ChannelContext context;
  private Publisher publisher;

  Tracer(ChannelContext context) {
    this.context = context;
  }

  boolean active() {
    return context.virtualHost().tracing();
  }

  /** A message came in: key {@code publish.EXCHANGE}. The message is only read. */
  void published(Message message, Route route) {
    List<Object> queues = new ArrayList<>();
    for (MessageTarget target : route.targets()) {
      queues.add(target.name());
    }
    Map<String, Object> headers = origin(message);
    headers.put("routed_queues", queues);
    send("publish." + message.exchange(), message, headers);
  }

  /** A message goes out: key {@code deliver.QUEUE}. The message is only read. */
  void delivered(Message message, String queue, boolean redelivered) {
    Map<String, Object> headers = origin(message);
    headers.put("redelivered", redelivered ? 1 : 0);
    send("deliver." + queue, message, headers);
  }

  private Map<String, Object> origin(Message message) {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("exchange_name", message.exchange().toString());
    headers.put("routing_keys", List.of(message.routingKey().toString()));
    headers.put("properties", table(message.properties()));
    headers.put("node", context.broker().nodeName());
    headers.put("vhost", context.virtualHost().name());
    headers.put("connection", context.connection().name());
    headers.put("channel", context.number());
    headers.put("user", context.user());
    return headers;
  }

  private static Map<String, Object> table(MessageProperties properties) {
    Map<String, Object> table = new LinkedHashMap<>();
    putPresent(table, "content_type", properties.contentType());
    putPresent(table, "content_encoding", properties.contentEncoding());
    putPresent(table, "headers", properties.headers());
    putPresent(table, "delivery_mode", properties.deliveryMode());
    putPresent(table, "priority", properties.priority());
    putPresent(table, "correlation_id", properties.correlationId());
    putPresent(table, "reply_to", properties.replyTo());
    putPresent(table, "expiration", properties.expirationMillis());
    putPresent(table, "message_id", properties.messageId());
    putPresent(
        table,
        "timestamp",
        properties.timestamp() == null ? null : properties.timestamp().getEpochSecond());
    putPresent(table, "type", properties.type());
    putPresent(table, "user_id", properties.userId());
    putPresent(table, "app_id", properties.appId());
    putPresent(table, "cluster_id", properties.clusterId());
    return table;
  }

  private static void putPresent(Map<String, Object> table, String name, Object value) {
    if (value != null) {
      table.put(name, value);
    }
  }

  private void send(String routingKey, Message traced, Map<String, Object> headers) {
    if (traced.exchange().equals(EXCHANGE)) {
      return;
    }
    MessageProperties properties = MessageProperties.NONE.withHeaders(headers);
    // An exchange or queue may have the longest name there is.
    Utf8 key = Utf8.cut(routingKey, Message.MAX_NAME_BYTES);
    Route route = context.virtualHost().route(EXCHANGE, key, () -> properties);
    if (route != null && !route.targets().isEmpty()) {
      publisher().publish(copy(traced, key, properties), route, ChannelPublisher.UNOBSERVED);
    }
  }

  private Message copy(Message traced, Utf8 key, MessageProperties properties) {
    ByteBuf encoded = Unpooled.buffer();
    AmqpMessageFormat.INSTANCE.encode(properties, encoded);
    int propertiesBytes = encoded.readableBytes();
    int bodyBytes = traced.bodySizeBytes();
    ContentAllocator.Room room =
        context.broker().contentAllocator(context.shard()).allocate(propertiesBytes + bodyBytes);
    ByteBuf content = room.buffer();
    int offset = room.offset();
    content.setBytes(offset, encoded, 0, propertiesBytes);
    content.setBytes(offset + propertiesBytes, traced.content(), traced.bodyOffset(), bodyBytes);
    return new Message(
        EXCHANGE,
        key,
        AmqpMessageFormat.INSTANCE,
        content,
        offset,
        propertiesBytes,
        bodyBytes,
        false,
        0,
        -1,
        context.shard().currentTimeMillis());
  }

  private Publisher publisher() {
    if (publisher == null) {
      publisher = context.virtualHost().publisher(context.shard(), (token, outcome) -> {});
    }
    return publisher;
  }
}
