package io.motet.kafka.share.state;

import java.util.ArrayList;
import java.util.List;

/**
 * The records of one partition as one share group has come along with them.
 *
 * <p>Everything before the <em>start offset</em> is settled; from the <em>next offset</em> on
 * nothing was ever given out; in between each offset is in a stretch. For one thread.
 */
public final class SharePartitionState {
  private final ShareLimits limits;
  private final StretchMap stretches = new StretchMap();
  private long startOffset;
  private long nextOffset;

  /** All before the offset counts as settled. */
  public SharePartitionState(ShareLimits limits, long startOffset) {
    this.limits = limits;
    this.startOffset = startOffset;
    this.nextOffset = startOffset;
  }

  /** As it was when {@link #encode} was called, but that nobody has any records. */
  public static SharePartitionState decode(ShareLimits limits, byte[] bytes) {
    StateCodec.Decoded decoded = StateCodec.decode(bytes);
    SharePartitionState state = new SharePartitionState(limits, decoded.startOffset());
    for (Stretch stretch : decoded.stretches()) {
      state.stretches.put(stretch);
      state.nextOffset = stretch.last() + 1;
    }
    return state;
  }

  /** What has to outlive the process. */
  public byte[] encode() {
    return StateCodec.encode(startOffset, stretches.all(), limits.maxDeliveryCount() - 1);
  }

  /** The first offset that is not settled. */
  public long startOffset() {
    return startOffset;
  }

  /** The first offset that was never given out. */
  public long nextOffset() {
    return nextOffset;
  }

  /** How many offsets behind the start are settled. */
  public long settledCount() {
    return stretches.all().stream()
        .filter(one -> one.state().isFinal())
        .mapToLong(Stretch::count)
        .sum();
  }

  /** Where to read for the next member. */
  public long nextFetchOffset() {
    for (Stretch one : stretches.all()) {
      if (one.state() == RecordState.AVAILABLE) {
        return one.first();
      }
    }
    return nextOffset;
  }

  /** Whether something may be given out, if the log has it. */
  public boolean canAcquire() {
    return nextFetchOffset() < nextOffset || room() > 0;
  }

  private long room() {
    return limits.maxInFlight() - (nextOffset - startOffset);
  }

  /**
   * Gives records to a member.
   *
   * @param first the first that was read from the log
   * @param last the last that was read
   * @param maxRecords at least 1
   * @return what the member has got, in order; may be empty
   */
  public List<Stretch> acquire(
      String member, long first, long last, int maxRecords, long nowMillis) {
    return acquire(member, first, last, maxRecords, nowMillis, true);
  }

  /**
   * The same for one that may have got others just before.
   *
   * @param nothingYet whether it has not
   */
  public List<Stretch> acquire(
      String member, long first, long last, int maxRecords, long nowMillis, boolean nothingYet) {
    long until = nowMillis + limits.lockMillis();
    List<Stretch> got = new ArrayList<>();
    long at = Math.max(first, startOffset);
    long left = maxRecords;
    if (at > nextOffset) {
      // The log has nothing there.
      stretches.put(Stretch.settled(nextOffset, at - 1, RecordState.ARCHIVED));
      nextOffset = at;
    }
    while (at <= last && left > 0) {
      long limit = Math.min(last, at + left - 1);
      Stretch there = stretches.at(at);
      if (there == null) {
        long end = Math.min(limit, at + room() - 1);
        if (end >= at) {
          take(Stretch.acquired(at, end, 1, member, until), got);
          nextOffset = end + 1;
        }
        break;
      }
      if (there.state() == RecordState.AVAILABLE) {
        if (isLastAttempt(there)) {
          // Alone: if it ends its member, it shall not do so to others' attempts.
          if (nothingYet && got.isEmpty()) {
            take(again(there.within(at, at), member, until), got);
          }
          break;
        }
        Stretch taken = again(there.within(at, limit), member, until);
        take(taken, got);
        left -= taken.count();
      }
      at = there.last() + 1;
    }
    advance();
    return got;
  }

  private void take(Stretch taken, List<Stretch> got) {
    stretches.put(taken);
    got.add(taken);
  }

  private static Stretch again(Stretch part, String member, long until) {
    return Stretch.acquired(part.first(), part.last(), part.deliveryCount() + 1, member, until);
  }

  /** Whether records that were just given out will not be so again: then nothing goes with them. */
  public boolean isLast(Stretch acquired) {
    return limits.maxDeliveryCount() > 2 && acquired.deliveryCount() == limits.maxDeliveryCount();
  }

  private boolean isLastAttempt(Stretch there) {
    int most = limits.maxDeliveryCount();
    return most > 2 && there.deliveryCount() == most - 1;
  }

  /** The log has no records there any more: they are given to nobody. */
  public void skip(long first, long last) {
    for (Stretch part : stretches.within(first, last)) {
      if (part.state() == RecordState.AVAILABLE) {
        stretches.put(Stretch.settled(part.first(), part.last(), RecordState.ARCHIVED));
      }
    }
    advance();
  }

  /** Nobody gets the records there any more, whether they were given out before or not. */
  public void archive(long first, long last) {
    skip(first, last);
    if (last >= nextOffset) {
      stretches.put(Stretch.settled(nextOffset, last, RecordState.ARCHIVED));
      nextOffset = last + 1;
      advance();
    }
  }

  /** The log begins there now. Records that members have stay theirs as long as they have them. */
  public void logStartsAt(long offset) {
    if (offset <= startOffset) {
      return;
    }
    if (nextOffset < offset) {
      stretches.put(Stretch.settled(nextOffset, offset - 1, RecordState.ARCHIVED));
      nextOffset = offset;
    }
    skip(startOffset, offset - 1);
  }

  /**
   * Settles records of a member: all that is said, or nothing.
   *
   * @param acknowledgements in order
   */
  public void acknowledge(String member, List<Acknowledgement> acknowledgements, long nowMillis)
      throws AcknowledgeException {
    for (Acknowledgement one : acknowledgements) {
      check(member, one);
    }
    for (Acknowledgement one : acknowledgements) {
      apply(one, nowMillis + limits.lockMillis());
    }
    advance();
  }

  private void check(String member, Acknowledgement given) throws AcknowledgeException {
    if (given.lastOffset() < startOffset) {
      return;
    }
    if (given.firstOffset() >= nextOffset) {
      throw new AcknowledgeException(
          false, "Batch record not found. The first offset in request is past acquired records.");
    }
    if (given.lastOffset() >= nextOffset) {
      throw new AcknowledgeException(
          false, "Batch record not found. The last offset in request is past acquired records.");
    }
    long first = Math.max(given.firstOffset(), startOffset);
    for (Stretch part : stretches.within(first, given.lastOffset())) {
      if (part.state() != RecordState.ACQUIRED) {
        throw new AcknowledgeException(
            true, "The offset cannot be acknowledged. The offset is not acquired.");
      }
      if (!part.member().equals(member)) {
        throw new AcknowledgeException(true, "Member is not the owner of offset");
      }
    }
  }

  private void apply(Acknowledgement given, long lockedUntilMillis) {
    long first = Math.max(given.firstOffset(), startOffset);
    for (Stretch part : stretches.within(first, given.lastOffset())) {
      if (given.types().size() == 1) {
        apply(part, given.types().get(0), lockedUntilMillis);
      } else {
        for (long offset = part.first(); offset <= part.last(); offset++) {
          apply(part.within(offset, offset), given.typeOf(offset), lockedUntilMillis);
        }
      }
    }
  }

  private void apply(Stretch part, AcknowledgeType type, long lockedUntilMillis) {
    switch (type) {
      case ACCEPT ->
          stretches.put(Stretch.settled(part.first(), part.last(), RecordState.ACKNOWLEDGED));
      case GAP, REJECT ->
          stretches.put(Stretch.settled(part.first(), part.last(), RecordState.ARCHIVED));
      case RELEASE -> giveBack(part);
      case RENEW ->
          stretches.put(
              Stretch.acquired(
                  part.first(),
                  part.last(),
                  part.deliveryCount(),
                  part.member(),
                  lockedUntilMillis));
    }
  }

  private void giveBack(Stretch part) {
    stretches.put(
        part.deliveryCount() >= limits.maxDeliveryCount()
            ? Stretch.settled(part.first(), part.last(), RecordState.ARCHIVED)
            : Stretch.available(part.first(), part.last(), part.deliveryCount()));
  }

  /**
   * A member is gone: what it has not settled goes to others. Returns whether that was anything.
   */
  public boolean release(String member) {
    return giveBackWhere(one -> one.member().equals(member));
  }

  /** Takes records from members who kept them for too long. Returns whether there were any. */
  public boolean expire(long nowMillis) {
    return giveBackWhere(one -> one.lockedUntilMillis() <= nowMillis);
  }

  private boolean giveBackWhere(java.util.function.Predicate<Stretch> test) {
    boolean any = false;
    for (Stretch one : List.copyOf(stretches.all())) {
      if (one.state() == RecordState.ACQUIRED && test.test(one)) {
        giveBack(one);
        any = true;
      }
    }
    advance();
    return any;
  }

  /** When the next records are to be taken from their member; Long.MAX_VALUE for never. */
  public long nextExpiryMillis() {
    long next = Long.MAX_VALUE;
    for (Stretch one : stretches.all()) {
      if (one.state() == RecordState.ACQUIRED) {
        next = Math.min(next, one.lockedUntilMillis());
      }
    }
    return next;
  }

  private void advance() {
    Stretch first = stretches.first();
    while (first != null && first.state().isFinal()) {
      stretches.remove(first.first(), first.last());
      startOffset = first.last() + 1;
      first = stretches.first();
    }
    if (stretches.isEmpty()) {
      startOffset = nextOffset;
    }
  }
}
