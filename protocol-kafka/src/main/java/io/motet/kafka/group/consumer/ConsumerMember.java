package io.motet.kafka.group.consumer;

import io.motet.broker.shard.Shard;
import io.motet.kafka.group.modern.MemberIdentity;
import io.motet.kafka.group.modern.ModernMember;
import io.motet.kafka.group.modern.PartitionSet;
import java.util.Set;

/** A member of a consumer group. On the groups' thread only. */
final class ConsumerMember extends ModernMember {
  private static final Shard.Timer NO_TIMER = () -> {};

  private Subscription subscription = new Subscription(Set.of(), null, null, -1);
  private ReconciliationState state = ReconciliationState.STABLE;
  private PartitionSet assigned = PartitionSet.EMPTY;
  private PartitionSet revoking = PartitionSet.EMPTY;
  private Shard.Timer rebalanceTimer = NO_TIMER;

  /** Null for one that speaks the newer protocol. */
  private ClassicForm classic;

  ConsumerMember(MemberIdentity identity) {
    super(identity);
  }

  Subscription subscription() {
    return subscription;
  }

  void subscribe(Subscription newSubscription) {
    subscription = newSubscription;
  }

  /** Null for one that speaks the newer protocol. */
  ClassicForm classic() {
    return classic;
  }

  /** Null for the newer protocol. */
  void speakClassic(ClassicForm form) {
    classic = form;
  }

  ReconciliationState state() {
    return state;
  }

  /** What it may read. */
  PartitionSet assigned() {
    return assigned;
  }

  /** What nobody else may read yet because of it. */
  PartitionSet held() {
    return assigned.plus(revoking);
  }

  ReconciliationStep step() {
    return new ReconciliationStep(state, epoch(), assigned, revoking);
  }

  void take(ReconciliationStep step) {
    state = step.state();
    assigned = step.assigned();
    revoking = step.revoking();
    reach(step.epoch());
  }

  @Override
  public boolean isReconciledTo(int targetEpoch) {
    return state == ReconciliationState.STABLE && super.isReconciledTo(targetEpoch);
  }

  void rebalance(Shard.Timer timer) {
    rebalanceTimer.cancel();
    rebalanceTimer = timer;
  }

  boolean isLimited() {
    return rebalanceTimer != NO_TIMER;
  }

  void endRebalance() {
    rebalance(NO_TIMER);
  }

  @Override
  protected void left() {
    super.left();
    endRebalance();
  }
}
