package io.motet.broker.shard;

/**
 * Who waits for which journal index, in the order of the indexes: a ring of primitives, because a
 * confirming publisher adds one entry per message. On the owning shard only.
 */
public final class DurableWaiters {
  /** Is told what became of what it waited for. */
  public interface Waiter {
    /**
     * @param token as given to {@link #add}
     * @param durable false when the journal failed
     */
    void settled(long token, boolean durable);
  }

  private static final int FIRST_CAPACITY = 256;

  private long[] indexes = new long[FIRST_CAPACITY];
  private long[] tokens = new long[FIRST_CAPACITY];
  private Waiter[] waiters = new Waiter[FIRST_CAPACITY];
  private int head;
  private int size;

  /** Adds a waiter; {@code index} is at least that of the one before. */
  public void add(long index, Waiter waiter, long token) {
    if (size == indexes.length) {
      grow();
    }
    int at = (head + size) & (indexes.length - 1);
    indexes[at] = index;
    tokens[at] = token;
    waiters[at] = waiter;
    size++;
  }

  public int size() {
    return size;
  }

  /** Tells all that wait for an index up to this one. */
  public void durable(long index) {
    while (size > 0 && indexes[head] <= index) {
      pollAndTell(true);
    }
  }

  /** Tells all that it will never be. */
  public void failed() {
    while (size > 0) {
      pollAndTell(false);
    }
  }

  private void pollAndTell(boolean durable) {
    Waiter waiter = waiters[head];
    long token = tokens[head];
    waiters[head] = null;
    head = (head + 1) & (indexes.length - 1);
    size--;
    waiter.settled(token, durable);
  }

  private void grow() {
    int capacity = indexes.length;
    long[] newIndexes = new long[capacity * 2];
    long[] newTokens = new long[capacity * 2];
    Waiter[] newWaiters = new Waiter[capacity * 2];
    for (int i = 0; i < size; i++) {
      int from = (head + i) & (capacity - 1);
      newIndexes[i] = indexes[from];
      newTokens[i] = tokens[from];
      newWaiters[i] = waiters[from];
    }
    indexes = newIndexes;
    tokens = newTokens;
    waiters = newWaiters;
    head = 0;
  }
}
