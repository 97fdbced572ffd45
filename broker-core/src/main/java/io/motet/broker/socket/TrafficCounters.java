package io.motet.broker.socket;

import io.motet.broker.connection.ConnectionCounters;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A connection's figures: written by its shard, read by any thread. */
public final class TrafficCounters implements ConnectionCounters {
  private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int RECEIVED_BYTES = 0;
  private static final int SENT_BYTES = 1;
  private static final int RECEIVED_FRAMES = 2;
  private static final int SENT_FRAMES = 3;

  private final long[] values = new long[4];
  private final Channel socket;

  public TrafficCounters(Channel socket) {
    this.socket = socket;
  }

  public void received(long bytes, long frames) {
    VALUE.setOpaque(values, RECEIVED_BYTES, bytes);
    VALUE.setOpaque(values, RECEIVED_FRAMES, frames);
  }

  public void sent(long bytes, long frames) {
    VALUE.setOpaque(values, SENT_BYTES, bytes);
    VALUE.setOpaque(values, SENT_FRAMES, frames);
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
    return (long) VALUE.getOpaque(values, SENT_FRAMES);
  }

  @Override
  public long pendingSendBytes() {
    ChannelOutboundBuffer pending = socket.unsafe().outboundBuffer();
    return pending == null ? 0 : pending.totalPendingWriteBytes();
  }
}
