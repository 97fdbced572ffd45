package io.motet.kafka.connection;

import io.motet.broker.connection.ConnectionCounters;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.FileRegion;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A connection's figures: written by its shard, read by any thread. */
final class TrafficCounters implements ConnectionCounters {
  private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int RECEIVED_BYTES = 0;
  private static final int SENT_BYTES = 1;
  private static final int RECEIVED_FRAMES = 2;
  private static final int SENT_PARTS = 3;

  private final long[] values = new long[4];
  private final Channel socket;

  TrafficCounters(Channel socket) {
    this.socket = socket;
  }

  void received(long bytes) {
    add(RECEIVED_BYTES, bytes);
    add(RECEIVED_FRAMES, 1);
  }

  /** A buffer or a region of a file. */
  void sent(Object part) {
    long bytes =
        part instanceof ByteBuf buffer ? buffer.readableBytes() : ((FileRegion) part).count();
    add(SENT_BYTES, bytes);
    add(SENT_PARTS, 1);
  }

  private void add(int index, long more) {
    VALUE.setOpaque(values, index, values[index] + more);
  }

  @Override
  public long receivedBytes() {
    return (long) VALUE.getOpaque(values, RECEIVED_BYTES);
  }

  @Override
  public long sentBytes() {
    return (long) VALUE.getOpaque(values, SENT_BYTES);
  }

  @Override
  public long receivedFrames() {
    return (long) VALUE.getOpaque(values, RECEIVED_FRAMES);
  }

  @Override
  public long sentFrames() {
    return (long) VALUE.getOpaque(values, SENT_PARTS);
  }

  @Override
  public long pendingSendBytes() {
    ChannelOutboundBuffer pending = socket.unsafe().outboundBuffer();
    return pending == null ? 0 : pending.totalPendingWriteBytes();
  }
}
