package io.motet.kafka.share.state;

import java.util.List;
import java.util.Objects;

/**
 * Neighbouring records that have come equally far.
 *
 * @param last inclusive
 * @param deliveryCount how often they were given out; 0 where it no longer matters
 * @param member who has them, or null
 * @param lockedUntilMillis when they are taken from the member, or 0
 */
public record Stretch(
    long first,
    long last,
    RecordState state,
    int deliveryCount,
    String member,
    long lockedUntilMillis) {
  static Stretch available(long first, long last, int deliveryCount) {
    return new Stretch(first, last, RecordState.AVAILABLE, deliveryCount, null, 0);
  }

  static Stretch acquired(long first, long last, int deliveryCount, String member, long until) {
    return new Stretch(first, last, RecordState.ACQUIRED, deliveryCount, member, until);
  }

  static Stretch settled(long first, long last, RecordState state) {
    return new Stretch(first, last, state, 0, null, 0);
  }

  /** How many offsets. */
  public long count() {
    return last - first + 1;
  }

  /** The part that lies within these bounds; there must be one. */
  Stretch within(long from, long to) {
    return from <= first && to >= last
        ? this
        : new Stretch(
            Math.max(from, first),
            Math.min(to, last),
            state,
            deliveryCount,
            member,
            lockedUntilMillis);
  }

  /** Whether the other one follows and has come equally far. */
  boolean isContinuedBy(Stretch next) {
    return next.first == last + 1
        && next.state == state
        && next.deliveryCount == deliveryCount
        && next.lockedUntilMillis == lockedUntilMillis
        && Objects.equals(next.member, member);
  }

  /** Adds one behind others; neighbours that have come equally far become one. */
  public static void append(List<Stretch> stretches, Stretch next) {
    int last = stretches.size() - 1;
    if (last >= 0 && stretches.get(last).isContinuedBy(next)) {
      stretches.set(last, stretches.get(last).upTo(next.last()));
    } else {
      stretches.add(next);
    }
  }

  Stretch upTo(long newLast) {
    return new Stretch(first, newLast, state, deliveryCount, member, lockedUntilMillis);
  }
}
