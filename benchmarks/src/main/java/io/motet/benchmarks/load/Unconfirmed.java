package io.motet.benchmarks.load;

import java.util.BitSet;

/**
 * Which publishes of a channel wait for their confirm. Servers may confirm in any order once more
 * than one queue is in play.
 */
final class Unconfirmed {
  private final Histogram latency = new Histogram();
  private final BitSet done;
  private final long[] sentAtNanos;
  private int sent;
  private int confirmed;
  private int firstOpen;

  Unconfirmed(int messages) {
    done = new BitSet(messages);
    sentAtNanos = new long[messages];
  }

  void send(long nowNanos) {
    sentAtNanos[sent++] = nowNanos;
  }

  /**
   * Takes a confirm.
   *
   * @param tag of the first publish is 1
   */
  void confirm(long tag, boolean multiple, long nowNanos) {
    int last = (int) tag - 1;
    for (int each = multiple ? firstOpen : last; each <= last; each++) {
      if (!done.get(each)) {
        done.set(each);
        confirmed++;
        latency.add(nowNanos - sentAtNanos[each]);
      }
    }
    firstOpen = done.nextClearBit(firstOpen);
  }

  int sent() {
    return sent;
  }

  int confirmed() {
    return confirmed;
  }

  int open() {
    return sent - confirmed;
  }

  Histogram latency() {
    return latency;
  }
}
