package io.motet.amqp.connection;

import io.motet.amqp.codec.FrameDecoder;
import io.motet.broker.shard.Shard;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayDeque;

/**
 * Feeds a connection's incoming bytes to the decoder, and holds them back while a reason to hold
 * exists. The socket is left reading until more comes in while held: a short hold then costs no
 * system call, and a long one keeps at most what one read brought.
 */
final class InboundBytes {
  /** A reason to hold: a method waits for its answer. */
  static final int SUSPENDED = 1;

  /** A reason to hold: publishers are blocked by an alarm. */
  static final int BLOCKED = 2;

  /** A reason to hold: the client does not read its answers. */
  static final int UNSENT = 4;

  /** A reason to hold: others have their turn first. */
  private static final int TURN = 8;

  /** How much of one connection is read before the iteration must end. */
  static final int TURN_BYTES = 1 << 20;

  private final Channel socket;
  private final Shard shard;
  private final FrameDecoder decoder;
  private final Runnable nextTurn = this::nextTurn;
  private ArrayDeque<ByteBuf> held;
  private int holds;
  private boolean draining;
  private boolean closed;
  private long receivedBytes;
  private int turnBytes;
  private boolean turnEnds;

  InboundBytes(Channel socket, Shard shard, FrameDecoder decoder) {
    this.socket = socket;
    this.shard = shard;
    this.decoder = decoder;
  }

  /** Takes bytes in, and their ownership. */
  void received(ByteBuf bytes) {
    receivedBytes += bytes.readableBytes();
    if (closed) {
      bytes.release();
      return;
    }
    takeTurn(bytes.readableBytes());
    if (holds != 0 || draining || (held != null && !held.isEmpty())) {
      keep(bytes);
      if (holds != 0) {
        socket.config().setAutoRead(false);
      }
    } else {
      decode(bytes);
    }
  }

  /**
   * Netty goes on reading a fast peer within one iteration, which may become dozens of megabytes:
   * so long nothing is flushed, confirmed or read of others.
   */
  private void takeTurn(int sizeBytes) {
    turnBytes += sizeBytes;
    if (!turnEnds) {
      turnEnds = true;
      shard.afterIteration(nextTurn);
    }
    if (turnBytes > TURN_BYTES && (holds & TURN) == 0) {
      hold(TURN);
    }
  }

  private void nextTurn() {
    turnEnds = false;
    turnBytes = 0;
    release(TURN);
  }

  /** Bytes received so far. */
  long receivedBytes() {
    return receivedBytes;
  }

  /** Whether the peer is not read, for longer than a turn. */
  boolean holding() {
    return (holds & ~TURN) != 0;
  }

  void hold(int reason) {
    holds |= reason;
    decoder.paused(true);
  }

  void release(int reason) {
    boolean was = holds != 0;
    holds &= ~reason;
    if (was && holds == 0 && !closed) {
      decoder.paused(false);
      drain();
      if (holds == 0 && !closed) {
        socket.config().setAutoRead(true);
      }
    }
  }

  /** Drops all bytes, those to come too, but goes on reading so that the peer's end is seen. */
  void discard() {
    close();
    socket.config().setAutoRead(true);
  }

  /** Drops all bytes, those to come too. */
  void close() {
    closed = true;
    decoder.close();
    while (held != null && !held.isEmpty() && !draining) {
      held.poll().release();
    }
  }

  private void decode(ByteBuf bytes) {
    draining = true;
    try {
      decoder.decode(bytes);
    } catch (RuntimeException | Error e) {
      bytes.release();
      throw e;
    } finally {
      draining = false;
    }
    if (bytes.isReadable() && !closed) {
      keepFirst(bytes);
    } else {
      bytes.release();
    }
    drain();
  }

  private void drain() {
    while (!draining && held != null && !held.isEmpty() && (closed || holds == 0)) {
      decode(held.poll());
    }
  }

  private void keep(ByteBuf bytes) {
    if (held == null) {
      held = new ArrayDeque<>(2);
    }
    held.add(bytes);
  }

  private void keepFirst(ByteBuf bytes) {
    if (held == null) {
      held = new ArrayDeque<>(2);
    }
    held.addFirst(bytes);
  }
}
