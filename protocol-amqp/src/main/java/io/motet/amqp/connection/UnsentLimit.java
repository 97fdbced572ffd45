package io.motet.amqp.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * Stops reading a client that asks and does not read the answers: deliveries are held long before
 * this limit, but returns, gets and other answers cannot be, so the client may not ask for more. On
 * the connection's shard.
 */
final class UnsentLimit {
  private final Channel socket;
  private final InboundBytes inbound;
  private final long limitBytes;
  private boolean holding;

  /**
   * @param limitBytes above the socket's high water mark, whose low one ends the hold
   */
  UnsentLimit(Channel socket, InboundBytes inbound, long limitBytes) {
    this.socket = socket;
    this.inbound = inbound;
    this.limitBytes = limitBytes;
  }

  /** Looks again, after bytes came or went. */
  void check() {
    if (!holding && exceeded()) {
      holding = true;
      inbound.hold(InboundBytes.UNSENT);
    }
  }

  /** Whether what can be left out should be. */
  boolean exceeded() {
    return !socket.isWritable() && unsentBytes() > limitBytes;
  }

  /** The socket has taken nearly all. */
  void writable() {
    if (holding) {
      holding = false;
      inbound.release(InboundBytes.UNSENT);
    }
  }

  private long unsentBytes() {
    ChannelOutboundBuffer pending = socket.unsafe().outboundBuffer();
    return pending == null ? 0 : pending.totalPendingWriteBytes();
  }
}
