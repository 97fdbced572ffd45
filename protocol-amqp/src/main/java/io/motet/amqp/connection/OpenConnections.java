package io.motet.amqp.connection;

import io.motet.broker.socket.OpenSockets;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections of the front end, and how many channels they have together. Any thread. */
public final class OpenConnections extends OpenSockets<AmqpConnection> {
  private final AtomicInteger channels = new AtomicInteger();

  public OpenConnections() {
    super(AmqpConnection::shard);
  }

  int channelCount() {
    return channels.get();
  }

  void channelOpened() {
    channels.incrementAndGet();
  }

  void channelClosed() {
    channels.decrementAndGet();
  }
}
