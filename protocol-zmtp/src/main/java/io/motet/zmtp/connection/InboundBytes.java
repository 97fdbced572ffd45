package io.motet.zmtp.connection;

import io.motet.broker.shard.Shard;
import io.motet.zmtp.codec.FrameDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.function.Consumer;

/**
 * Feeds a connection's incoming bytes to the decoder, and holds them back while a reason to hold
 * exists. The socket is left reading until more comes in while held: a short hold then costs no
 * system call, and a long one keeps little more than a message and what one read brought.
 */
final class InboundBytes {
  /** Reasons to hold; each is one bit or counted on its own. */
  enum Hold {
    /** The handshake waits for an answer. */
    HANDSHAKE,
    /** The broker is short of room. */
    ALARM
  }

  /** How much of one connection is read before the iteration must end. */
  private static final int TURN_BYTES = 1 << 20;

  private static final int LARGEST_GROWTH_BYTES = 4 << 20;

  private final Channel socket;
  private final Shard shard;
  private final FrameDecoder decoder;
  private final Runnable nextTurn;
  private ByteBuf pending;
  private boolean handshakeHold;
  private boolean alarmHold;
  private int roleHolds;
  private int turnBytes;
  private boolean turnEnds;
  private boolean turnOver;
  private boolean decoding;
  private boolean closed;
  private long receivedBytes;

  /**
   * @param guard runs a step that may find the stream wrong
   */
  InboundBytes(Channel socket, Shard shard, FrameDecoder decoder, Consumer<Runnable> guard) {
    this.socket = socket;
    this.shard = shard;
    this.nextTurn = () -> guard.accept(this::nextTurn);
    this.decoder = decoder;
  }

  /**
   * Takes bytes in, and their ownership.
   *
   * @throws io.motet.zmtp.codec.ZmtpException when the stream is wrong
   */
  void received(ByteBuf bytes) {
    receivedBytes += bytes.readableBytes();
    if (closed) {
      bytes.release();
      return;
    }
    takeTurn(bytes.readableBytes());
    keep(bytes);
    if (stopped()) {
      socket.config().setAutoRead(false);
    } else {
      decode();
    }
  }

  /**
   * Netty goes on reading a fast peer within one iteration: so long nothing is flushed, or read of
   * others.
   */
  private void takeTurn(int sizeBytes) {
    turnBytes += sizeBytes;
    if (!turnEnds) {
      turnEnds = true;
      shard.afterIteration(nextTurn);
    }
    if (turnBytes > TURN_BYTES) {
      turnOver = true;
      decoder.paused(true);
    }
  }

  private void nextTurn() {
    boolean was = stopped();
    turnEnds = false;
    turnBytes = 0;
    turnOver = false;
    decoder.paused(stopped());
    goOn(was);
  }

  /** Bytes received so far. */
  long receivedBytes() {
    return receivedBytes;
  }

  /** Whether the peer is not read, for longer than a turn. */
  boolean holding() {
    return handshakeHold || alarmHold || roleHolds > 0;
  }

  private boolean stopped() {
    return turnOver || holding();
  }

  void hold(Hold reason) {
    set(reason, true);
  }

  void release(Hold reason) {
    boolean was = stopped();
    set(reason, false);
    goOn(was);
  }

  private void set(Hold reason, boolean on) {
    if (reason == Hold.HANDSHAKE) {
      handshakeHold = on;
    } else {
      alarmHold = on;
    }
    decoder.paused(stopped());
  }

  /** A hold of the peer's role; each needs its own {@link #releaseRole}. */
  void holdRole() {
    roleHolds++;
    decoder.paused(true);
  }

  void releaseRole() {
    boolean was = stopped();
    roleHolds--;
    decoder.paused(stopped());
    goOn(was);
  }

  private void goOn(boolean wasStopped) {
    if (wasStopped && !stopped() && !closed) {
      decode();
      if (!stopped() && !closed) {
        socket.config().setAutoRead(true);
      }
    }
  }

  private void keep(ByteBuf bytes) {
    if (pending == null) {
      pending = bytes;
      return;
    }
    int more = bytes.readableBytes();
    if (pending.maxFastWritableBytes() < more || pending.refCnt() > 1) {
      grow(more);
    }
    pending.writeBytes(bytes);
    bytes.release();
  }

  /** Doubles, up to a limit, or takes what the frame that comes in is known to need. */
  private void grow(int more) {
    long kept = pending.readableBytes();
    long known = Math.min(decoder.missingBytes(), Integer.MAX_VALUE - kept - more);
    long extra = Math.max(Math.min(kept, LARGEST_GROWTH_BYTES), known);
    ByteBuf larger = socket.alloc().buffer((int) Math.min(kept + more + extra, Integer.MAX_VALUE));
    larger.writeBytes(pending);
    pending.release();
    pending = larger;
  }

  /** Decodes what is there; a call from within does nothing, the outer one goes on. */
  private void decode() {
    if (decoding) {
      return;
    }
    decoding = true;
    try {
      if (pending != null) {
        decoder.decode(pending);
      }
    } finally {
      decoding = false;
      if (pending != null && (closed || !pending.isReadable())) {
        pending.release();
        pending = null;
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
    if (pending != null && !decoding) {
      pending.release();
      pending = null;
    }
  }
}
