package io.motet.broker.socket;

import io.motet.broker.shard.Shard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects a connection's outgoing bytes and flushes them once at the end of the shard's iteration.
 * Holds no buffer while there is nothing to send. A new buffer is as large as the last flush
 * needed, and is handed to the socket when full, so nothing is copied to grow. On the shard only.
 */
public final class OutboundBytes implements ByteOutput {
  private static final int SMALLEST_BUFFER_BYTES = 256;
  private static final int LARGEST_BUFFER_BYTES = 64 << 10;

  private final ChannelHandlerContext socket;
  private final Shard shard;
  private final Runnable flush = this::flush;
  private final Runnable flushed;
  private ByteBuf current;
  private ByteBuf sink;
  private List<Runnable> whenWritten;
  private int bufferBytes = SMALLEST_BUFFER_BYTES;
  private long flushingBytes;
  private long sentBytes;
  private long flushes;
  private boolean scheduled;
  private boolean closed;

  /**
   * @param flushed runs after each flush
   */
  public OutboundBytes(ChannelHandlerContext socket, Shard shard, Runnable flushed) {
    this.socket = socket;
    this.shard = shard;
    this.flushed = flushed;
  }

  @Override
  public ByteBuf room(int sizeBytes) {
    if (closed) {
      return emptySink();
    }
    if (current != null && current.writableBytes() < sizeBytes) {
      handOver();
      bufferBytes = Math.min(2 * bufferBytes, LARGEST_BUFFER_BYTES);
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

  /** Runs the task when the system has taken all that the next flush sends; never if it fails. */
  public void whenWritten(Runnable task) {
    if (whenWritten == null) {
      whenWritten = new ArrayList<>(1);
    }
    whenWritten.add(task);
  }

  /** Bytes given to the socket so far. */
  public long sentBytes() {
    return sentBytes;
  }

  /** Flushes so far. */
  public long flushes() {
    return flushes;
  }

  /** Sends now what was collected. */
  public void flush() {
    scheduled = false;
    if (closed) {
      return;
    }
    handOver();
    flushes++;
    if (whenWritten == null) {
      socket.flush();
    } else {
      List<Runnable> tasks = whenWritten;
      whenWritten = null;
      socket
          .writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(
              written -> {
                if (written.isSuccess()) {
                  tasks.forEach(Runnable::run);
                }
              });
    }
    bufferBytes = nextBufferBytes(flushingBytes);
    flushingBytes = 0;
    flushed.run();
  }

  /** Drops what was collected; all that follows goes nowhere. */
  public void close() {
    closed = true;
    if (current != null) {
      current.release();
      current = null;
    }
  }

  private static int nextBufferBytes(long lastFlushBytes) {
    long wanted = Math.min(Math.max(lastFlushBytes, SMALLEST_BUFFER_BYTES), LARGEST_BUFFER_BYTES);
    return Integer.highestOneBit((int) (2 * wanted - 1));
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

  /** Writers need not ask whether the connection still is: they write into nothing. */
  private ByteBuf emptySink() {
    if (sink == null) {
      sink = Unpooled.buffer(SMALLEST_BUFFER_BYTES);
    }
    return sink.clear();
  }
}
