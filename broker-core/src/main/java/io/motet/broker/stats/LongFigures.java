package io.motet.broker.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Figures that one shard writes and any thread reads: late perhaps, never torn. One array instead
 * of a field each, so that an idle queue pays for one object.
 */
public class LongFigures {
  private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] values;

  protected LongFigures(int count) {
    values = new long[count];
  }

  /** On the owning shard only. */
  protected final void add(int index, long amount) {
    VALUES.setOpaque(values, index, values[index] + amount);
  }

  /** On the owning shard only. */
  protected final void set(int index, long value) {
    VALUES.setOpaque(values, index, value);
  }

  /** Any thread. */
  protected final long get(int index) {
    return (long) VALUES.getOpaque(values, index);
  }
}
