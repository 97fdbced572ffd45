package io.motet.broker.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Message counts of one object, by RabbitMQ's kinds. Written by one shard, or by several with
 * {@link #addShared}; read by any thread: a reader may see a figure late, never torn.
 */
public final class MessageCounters {
  /** RabbitMQ's names are the lower-case forms. */
  public enum Kind {
    PUBLISH,
    PUBLISH_IN,
    PUBLISH_OUT,
    CONFIRM,
    RETURN_UNROUTABLE,
    DROP_UNROUTABLE,
    DELIVER,
    DELIVER_NO_ACK,
    GET,
    GET_NO_ACK,
    GET_EMPTY,
    REDELIVER,
    ACK
  }

  private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int KINDS = Kind.values().length;

  private final long[] counts = new long[KINDS];

  /** On the owning shard only. */
  public void add(Kind kind, long amount) {
    int i = kind.ordinal();
    COUNTS.setOpaque(counts, i, counts[i] + amount);
  }

  /** For an object that several shards count for, such as an exchange; only ever this way then. */
  public void addShared(Kind kind, long amount) {
    COUNTS.getAndAdd(counts, kind.ordinal(), amount);
  }

  /** Any thread. */
  public long get(Kind kind) {
    return (long) COUNTS.getOpaque(counts, kind.ordinal());
  }
}
