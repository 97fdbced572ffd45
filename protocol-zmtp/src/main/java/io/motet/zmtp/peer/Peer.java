package io.motet.zmtp.peer;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.shard.Shard;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.stats.MessageCounters;
import io.motet.broker.vhost.VirtualHost;
import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.codec.SocketType;

/** A connected peer after its handshake, as its role sees it. On its shard. */
public interface Peer {
  FrontEndContext broker();

  PeerOptions options();

  Shard shard();

  VirtualHost virtualHost();

  /** Whose permissions count. */
  String user();

  SocketType socketType();

  /** The name of the queue that the peer means, unless its messages say another. */
  String service();

  /** Whether that queue is durable where it has to be declared. */
  boolean durable();

  /** Whether subscriptions are commands (ZMTP 3.1), not messages. */
  boolean subscribesByCommand();

  /** What consumers are shown under. */
  ClientChannel channel();

  MessageCounters counters();

  /** Notes that the peer reads from one queue more, or one less. */
  void consumers(int change);

  FrameOutput output();

  /** Whether the socket takes more. */
  boolean writable();

  /** Stops taking messages from the peer until {@link #release}. */
  void hold();

  void release();

  /** Runs the task when all that is written by the next flush has gone to the system. */
  void whenWritten(Runnable task);

  /** Goes up with every flush. */
  long flushes();

  /** Ends the connection. */
  void end(String why);
}
