package io.motet.gearman.connection;

import io.motet.broker.shard.Shard;
import io.motet.gearman.codec.PacketOutput;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

/**
 * Collects a connection's outgoing bytes and flushes them once at the end of the shard's iteration.
 * Holds no buffer while there is nothing to send.
 */
final class OutboundBytes implements PacketOutput {
  private static final int SMALLEST_BUFFER_BYTES = 256;
  private static final int LARGEST_BUFFER_BYTES = 64 << 10;

  private final ChannelHandlerContext socket;
  private final Shard shard;
  private final Runnable flush = this::flush;
  private final Runnable flushed;
  private ByteBuf current;
  private int bufferBytes = SMALLEST_BUFFER_BYTES;
  private long flushingBytes;
  private long sentBytes;
  private boolean scheduled;
  private boolean closed;

  /**
   * @param flushed runs after each flush
   */
  OutboundBytes(ChannelHandlerContext socket, Shard shard, Runnable flushed) {
    this.socket = socket;
    this.shard = shard;
    this.flushed = flushed;
  }

  @Override
  public ByteBuf room(int sizeBytes) {
    if (closed) {
      return Unpooled.buffer(sizeBytes);
    }
    if (current != null && current.writableBytes() < sizeBytes) {
      handOver();
    }
    if (current == null) {
      current = socket.alloc().directBuffer(Math.max(sizeBytes, bufferBytes));
      schedule();
    }
    return current;
  }

  @Override
  public void append(ByteBuf bytes) {
    if (closed) {
      bytes.release();
      return;
    }
    handOver();
    write(bytes);
    schedule();
  }

  /** Bytes given to the socket so far. */
  long sentBytes() {
    return sentBytes;
  }

  /** Sends now what was collected. */
  void flush() {
    scheduled = false;
    if (closed) {
      return;
    }
    handOver();
    socket.flush();
    long wanted = Math.min(Math.max(flushingBytes, SMALLEST_BUFFER_BYTES), LARGEST_BUFFER_BYTES);
    bufferBytes = Integer.highestOneBit((int) (2 * wanted - 1));
    flushingBytes = 0;
    flushed.run();
  }

  /** Drops what was collected; all that follows goes nowhere. */
  void close() {
    closed = true;
    if (current != null) {
      current.release();
      current = null;
    }
  }

  private void handOver() {
    if (current != null) {
      ByteBuf full = current;
      current = null;
      write(full);
    }
  }

  private void write(ByteBuf bytes) {
    sentBytes += bytes.readableBytes();
    flushingBytes += bytes.readableBytes();
    socket.write(bytes, socket.voidPromise());
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      shard.afterIteration(flush);
    }
  }
}
