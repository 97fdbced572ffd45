package io.motet.kafka.group.consumer;

import io.motet.kafka.group.GroupTimers;
import io.motet.kafka.group.modern.PartitionSet;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Leads the members of a group to their targets, step by step, so that no partition is ever with
 * two. On the groups' thread only.
 */
final class Reconciliation {
  private final PartitionOwners owners = new PartitionOwners();
  private final GroupTimers timers;
  private final Consumer<ConsumerMember> late;

  /**
   * @param late called with a member that does not give up its partitions in time
   */
  Reconciliation(GroupTimers timers, Consumer<ConsumerMember> late) {
    this.timers = timers;
    this.late = late;
  }

  /**
   * A member was heard of.
   *
   * @param target null when it has none
   * @param owned what the member says it holds; null when it says nothing
   */
  void proceed(ConsumerMember member, int targetEpoch, PartitionSet target, PartitionSet owned) {
    ReconciliationStep before = member.step();
    ReconciliationStep after = next(member, targetEpoch, target, owned);
    if (after.equals(before)) {
      return;
    }
    PartitionSet held = member.held();
    member.take(after);
    owners.change(member.id(), held, member.held(), member.epoch());
    if (after.state() == ReconciliationState.UNREVOKED) {
      limit(member);
    } else {
      member.endRebalance();
    }
  }

  private ReconciliationStep next(
      ConsumerMember member, int targetEpoch, PartitionSet target, PartitionSet owned) {
    return member
        .step()
        .next(
            targetEpoch,
            target == null ? PartitionSet.EMPTY : target,
            (topic, partition) -> owners.isTaken(topic, partition, member.id()),
            owned);
  }

  /** Whether there is nothing for the member to give up or to take for now. */
  boolean isDone(ConsumerMember member, int targetEpoch, PartitionSet target) {
    boolean mayTakeMore =
        member.state() == ReconciliationState.UNRELEASED
            && !next(member, targetEpoch, target, null).assigned().equals(member.assigned());
    return member.epoch() == targetEpoch
        && member.state() != ReconciliationState.UNREVOKED
        && !mayTakeMore;
  }

  /** The member has its rebalance timeout from now on to do what it is told. */
  void limit(ConsumerMember member) {
    int epoch = member.epoch();
    member.rebalance(
        timers.schedule(
            member.subscription().rebalanceTimeoutMillis(),
            () -> {
              if (member.epoch() == epoch) {
                late.accept(member);
              }
            }));
  }

  /** The member holds these, beside others, since that epoch. */
  void hold(ConsumerMember member, PartitionSet partitions, int sinceEpoch) {
    owners.change(member.id(), PartitionSet.EMPTY, partitions, sinceEpoch);
  }

  /** The member holds nothing any more of what it held. */
  void release(ConsumerMember member) {
    owners.change(member.id(), member.held(), PartitionSet.EMPTY, 0);
  }

  /** What the member holds, by the epoch since which it does. */
  Map<Integer, PartitionSet> heldSince(ConsumerMember member) {
    return owners.heldSince(member.id(), member.held());
  }

  /** Whether it has held the partition without a break since that epoch. */
  boolean hasHeldSince(ConsumerMember member, UUID topic, int partition, int epoch) {
    int since = owners.heldSince(topic, partition, member.id());
    return since != PartitionOwners.NOT_HELD && epoch >= since;
  }
}
