package io.motet.management.message;

import io.motet.broker.exchange.Route;
import io.motet.broker.memory.ContentAllocator.Room;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageFormat;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.Publisher;
import io.motet.broker.shard.Shard;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.vhost.VirtualHost;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.CompletableFuture;

/** Publishes single messages and learns what became of them. Any thread. */
public final class MessageSender {
  /** The encoding that all AMQP messages are kept in. */
  private static final byte AMQP_FORMAT = 1;

  private final FrontEndContext context;

  public MessageSender(FrontEndContext context) {
    this.context = context;
  }

  /**
   * Publishes a transient message to the default exchange.
   *
   * @return completes when the queue of that name has it
   */
  public CompletableFuture<Void> send(VirtualHost host, String queue, byte[] body) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    MessageFormat format = context.messageFormat(AMQP_FORMAT);
    if (format == null) {
      sent.completeExceptionally(new IllegalStateException("no AMQP front end is there"));
      return sent;
    }
    Shard shard = context.shards().get(0);
    shard.execute(
        () -> {
          try {
            publish(shard, host, format, Utf8.of(queue), body, sent);
          } catch (RuntimeException e) {
            sent.completeExceptionally(e);
          }
        });
    return sent;
  }

  private void publish(
      Shard shard,
      VirtualHost host,
      MessageFormat format,
      Utf8 queue,
      byte[] body,
      CompletableFuture<Void> sent) {
    Publisher publisher = host.publisher(shard, (token, outcome) -> sent.complete(null));
    publisher.confirming(true);
    Route route = host.route(Utf8.EMPTY, queue, () -> MessageProperties.NONE);
    publisher.publish(message(shard, format, queue, body), route, 1);
  }

  private Message message(Shard shard, MessageFormat format, Utf8 routingKey, byte[] body) {
    ByteBuf properties = Unpooled.buffer();
    format.encode(MessageProperties.NONE, properties);
    int propertiesBytes = properties.readableBytes();
    Room room = context.contentAllocator(shard).allocate(propertiesBytes + body.length);
    room.buffer().setBytes(room.offset(), properties, 0, propertiesBytes);
    room.buffer().setBytes(room.offset() + propertiesBytes, body);
    return new Message(
        Utf8.EMPTY,
        routingKey,
        format,
        room.buffer(),
        room.offset(),
        propertiesBytes,
        body.length,
        false,
        0,
        -1,
        shard.currentTimeMillis());
  }
}
