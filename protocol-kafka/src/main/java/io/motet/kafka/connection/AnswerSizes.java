package io.motet.kafka.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.channel.MessageSizeEstimator;

/**
 * How much of a connection's unsent answers counts. Netty's own estimator takes a file's region for
 * nothing, so that a client that reads slowly would never be held back.
 */
public final class AnswerSizes implements MessageSizeEstimator, MessageSizeEstimator.Handle {
  /** The only one: it has no state. */
  public static final AnswerSizes ESTIMATOR = new AnswerSizes();

  private AnswerSizes() {}

  @Override
  public Handle newHandle() {
    return this;
  }

  @Override
  public int size(Object part) {
    if (part instanceof ByteBuf buffer) {
      return buffer.readableBytes();
    }
    return part instanceof FileRegion region
        ? (int) Math.min(Integer.MAX_VALUE, region.count())
        : 0;
  }
}
