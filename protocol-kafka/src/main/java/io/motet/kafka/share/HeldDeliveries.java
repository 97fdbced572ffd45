package io.motet.kafka.share;

import io.motet.broker.queue.Delivery;
import io.motet.kafka.share.state.AcknowledgeException;
import io.motet.kafka.share.state.AcknowledgeType;
import io.motet.kafka.share.state.Acknowledgement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Messages of a queue that members have, by the offsets they were given. What is settled is
 * forgotten: an offset is used once. For one thread.
 */
final class HeldDeliveries {
  /** A message, and how its member wants it to be settled. */
  record Settled(Delivery delivery, AcknowledgeType how) {}

  private record Held(Delivery delivery, String member, long untilMillis) {}

  private final TreeMap<Long, Held> byOffset = new TreeMap<>();
  private long nextOffset;

  /** The offset of the next message. */
  long nextOffset() {
    return nextOffset;
  }

  /** A member has got the next message. */
  void add(Delivery delivery, String member, long untilMillis) {
    byOffset.put(nextOffset++, new Held(delivery, member, untilMillis));
  }

  /**
   * Takes out what a member settles, all or nothing; what it renews stays.
   *
   * @param renewedUntilMillis when renewed ones are taken from the member
   */
  List<Settled> settle(
      String member, List<Acknowledgement> acknowledgements, long renewedUntilMillis)
      throws AcknowledgeException {
    for (Acknowledgement one : acknowledgements) {
      check(member, one);
    }
    List<Settled> settled = new ArrayList<>();
    for (Acknowledgement one : acknowledgements) {
      for (long offset = one.firstOffset(); offset <= one.lastOffset(); offset++) {
        Held held = byOffset.get(offset);
        AcknowledgeType how = one.typeOf(offset);
        if (how == AcknowledgeType.RENEW) {
          byOffset.put(offset, new Held(held.delivery(), member, renewedUntilMillis));
        } else {
          byOffset.remove(offset);
          settled.add(new Settled(held.delivery(), how));
        }
      }
    }
    return settled;
  }

  private void check(String member, Acknowledgement given) throws AcknowledgeException {
    long expected = given.firstOffset();
    for (Held held :
        byOffset.subMap(given.firstOffset(), true, given.lastOffset(), true).values()) {
      if (!held.member().equals(member)) {
        throw new AcknowledgeException(true, "Member is not the owner of offset");
      }
      expected++;
    }
    if (expected <= given.lastOffset()) {
      throw new AcknowledgeException(
          true, "The offset cannot be acknowledged. The offset is not acquired.");
    }
  }

  /** Takes out all of a member. */
  List<Delivery> release(String member) {
    return takeOut(held -> held.member().equals(member));
  }

  /** Takes out what members kept for too long. */
  List<Delivery> expire(long nowMillis) {
    return takeOut(held -> held.untilMillis() <= nowMillis);
  }

  /** Takes out everything. */
  List<Delivery> clear() {
    return takeOut(held -> true);
  }

  private List<Delivery> takeOut(Predicate<Held> test) {
    List<Delivery> taken = new ArrayList<>();
    Iterator<Held> all = byOffset.values().iterator();
    while (all.hasNext()) {
      Held held = all.next();
      if (test.test(held)) {
        taken.add(held.delivery());
        all.remove();
      }
    }
    return taken;
  }

  /** When the next message is to be taken from its member; Long.MAX_VALUE for never. */
  long nextExpiryMillis() {
    long next = Long.MAX_VALUE;
    for (Held held : byOffset.values()) {
      next = Math.min(next, held.untilMillis());
    }
    return next;
  }
}
