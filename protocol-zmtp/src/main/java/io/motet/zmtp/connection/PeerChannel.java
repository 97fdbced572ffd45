package io.motet.zmtp.connection;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.stats.MessageCounters;

/** ZMTP has no channels: one stands for the connection wherever the model wants one. Any thread. */
final class PeerChannel implements ClientChannel {
  private final ClientConnection connection;
  private final MessageCounters counters = new MessageCounters();
  private volatile int consumers;

  PeerChannel(ClientConnection connection) {
    this.connection = connection;
  }

  @Override
  public ClientConnection connection() {
    return connection;
  }

  @Override
  public int number() {
    return 1;
  }

  @Override
  public int consumerCount() {
    return consumers;
  }

  /** One more subscription, or one less. On the connection's shard. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes, others read.
  void consumers(int change) {
    consumers += change;
  }

  /** What a peer was given and has not answered; what is given back ends with the connection. */
  @Override
  public int unacknowledgedCount() {
    long acknowledged = counters.get(MessageCounters.Kind.ACK);
    return (int) Math.max(0, counters.get(MessageCounters.Kind.DELIVER) - acknowledged);
  }

  @Override
  public int unconfirmedCount() {
    return 0;
  }

  @Override
  public int uncommittedCount() {
    return 0;
  }

  @Override
  public int uncommittedAckCount() {
    return 0;
  }

  @Override
  public int prefetch() {
    return 0;
  }

  @Override
  public int globalPrefetch() {
    return 0;
  }

  @Override
  public boolean confirms() {
    return false;
  }

  @Override
  public boolean transactional() {
    return false;
  }

  @Override
  public long idleSinceMillis() {
    return 0;
  }

  @Override
  public MessageCounters counters() {
    return counters;
  }
}
