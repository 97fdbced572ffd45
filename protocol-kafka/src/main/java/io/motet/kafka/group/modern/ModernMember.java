package io.motet.kafka.group.modern;

import io.motet.broker.shard.Shard;

/** A member as all kinds of groups know it. On the groups' thread only. */
public abstract class ModernMember {
  private final Shard.Timer none = () -> {};
  private MemberIdentity identity;
  private int epoch;
  private int previousEpoch;
  private Shard.Timer sessionTimer = none;

  /** New: it has reached no epoch yet. */
  protected ModernMember(MemberIdentity identity) {
    this.identity = identity;
  }

  /** Never changes. */
  public final String id() {
    return identity.id();
  }

  /** Who it is. */
  public final MemberIdentity identity() {
    return identity;
  }

  /** It tells more of itself; the id stays. */
  public final void identify(MemberIdentity newIdentity) {
    identity = newIdentity;
  }

  /** The target epoch that it has reached; 0 for none, negative for a static one that is away. */
  public final int epoch() {
    return epoch;
  }

  /** The one before {@link #epoch}: its client has it as long as an answer is under way. */
  public final int previousEpoch() {
    return previousEpoch;
  }

  /** It has reached an epoch; the same as before changes nothing. */
  public final void reach(int newEpoch) {
    if (newEpoch != epoch) {
      previousEpoch = epoch;
      epoch = newEpoch;
    }
  }

  /** It comes back to where it was, and what it knew before is of no account. */
  public final void restart(int newEpoch) {
    epoch = newEpoch;
    previousEpoch = newEpoch;
  }

  /** Whether it has done all that the target of that epoch asks of it. */
  public boolean isReconciledTo(int targetEpoch) {
    return epoch == targetEpoch;
  }

  final void session(Shard.Timer timer) {
    sessionTimer.cancel();
    sessionTimer = timer;
  }

  /** It is no member any more: its timers end. */
  protected void left() {
    session(none);
  }
}
