package io.motet.amqp.channel;

import java.util.Arrays;

/**
 * The publishes of a channel in confirm mode whose outcome the client does not know yet. Outcomes
 * come in any order; {@link #flush} turns what came since the last one into as few confirms as
 * possible: one for each run at the front, and one each for those that overtook others.
 *
 * <p>Pure logic, one byte per open publish. On the channel's shard; the count may be read by any
 * thread.
 */
final class ConfirmWindow {
  private static final byte OPEN = 0;
  private static final byte ACCEPTED = 1;
  private static final byte REFUSED = 2;
  private static final byte TOLD = 3;

  private static final int FIRST_CAPACITY = 64;

  private byte[] states = new byte[FIRST_CAPACITY];
  private long[] overtakers = new long[8];
  private int overtakerCount;

  /** The lowest publish that no confirm at the front has covered. */
  private long front = 1;

  /** The lowest publish whose outcome is open. */
  private long firstOpen = 1;

  private long next = 1;
  private volatile int open;

  /** Notes a publish and returns its number, from 1. */
  long publish() {
    if (next - front == states.length) {
      grow();
    }
    states[slot(next)] = OPEN;
    count(1);
    return next++;
  }

  /** Notes the outcome of a publish; once for each. */
  void settled(long number, boolean accepted) {
    states[slot(number)] = accepted ? ACCEPTED : REFUSED;
    count(-1);
    if (number == firstOpen) {
      do {
        firstOpen++;
      } while (firstOpen < next && states[slot(firstOpen)] != OPEN);
    } else {
      addOvertaker(number);
    }
  }

  /** Publishes without an outcome. */
  int openCount() {
    return open;
  }

  /** Tells the outcomes that came since the last call. */
  void flush(Output output) {
    flushFront(output);
    flushOvertakers(output);
  }

  private void flushFront(Output output) {
    byte run = TOLD;
    int length = 0;
    long last = 0;
    for (; front < firstOpen; front++) {
      byte state = states[slot(front)];
      if (state != TOLD) {
        if (state != run) {
          tell(output, run, last, length);
          run = state;
          length = 0;
        }
        length++;
        last = front;
      }
    }
    tell(output, run, last, length);
  }

  private void flushOvertakers(Output output) {
    for (int i = 0; i < overtakerCount; i++) {
      long number = overtakers[i];
      if (number >= front) {
        tell(output, states[slot(number)], number, 1);
        states[slot(number)] = TOLD;
      }
    }
    overtakerCount = 0;
  }

  private static void tell(Output output, byte outcome, long last, int length) {
    if (outcome == ACCEPTED) {
      output.accepted(last, length);
    } else if (outcome == REFUSED) {
      output.refused(last, length);
    }
  }

  private void addOvertaker(long number) {
    if (overtakerCount == overtakers.length) {
      overtakers = Arrays.copyOf(overtakers, overtakerCount * 2);
    }
    overtakers[overtakerCount++] = number;
  }

  private void grow() {
    byte[] larger = new byte[states.length * 2];
    for (long number = front; number < next; number++) {
      larger[(int) number & larger.length - 1] = states[slot(number)];
    }
    states = larger;
  }

  private int slot(long number) {
    return (int) number & states.length - 1;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread
  private void count(int change) {
    open += change;
  }

  /** Where confirms go. A length above 1 stands for all up to the number not told before. */
  interface Output {
    void accepted(long last, int length);

    void refused(long last, int length);
  }
}
