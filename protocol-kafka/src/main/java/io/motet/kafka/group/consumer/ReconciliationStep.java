package io.motet.kafka.group.consumer;

import io.motet.kafka.group.modern.PartitionSet;
import java.util.function.Predicate;

/**
 * Where a member is after a heartbeat, on the way from what it has to its target: first it gives up
 * what others are to have, then it takes what others have given up. A partition is never with two.
 *
 * @param assigned what the member may read
 * @param revoking what it was told to give up and may still hold
 */
record ReconciliationStep(
    ReconciliationState state, int epoch, PartitionSet assigned, PartitionSet revoking) {

  /** Whether a partition is with another member. */
  @FunctionalInterface
  interface Taken extends PartitionSet.Test {}

  /**
   * The next step.
   *
   * @param targetEpoch the epoch of the target
   * @param owned what the member says it holds; null when it says nothing
   * @return itself when it must wait
   */
  ReconciliationStep next(int targetEpoch, PartitionSet target, Taken taken, PartitionSet owned) {
    Predicate<PartitionSet> stillHeld =
        partitions -> !partitions.isEmpty() && (owned == null || owned.intersects(partitions));
    return switch (state) {
      case STABLE ->
          epoch == targetEpoch ? this : towards(epoch, targetEpoch, target, taken, stillHeld);
      case UNREVOKED ->
          owned == null || stillHeld.test(revoking)
              ? this
              : towards(epoch + 1, targetEpoch, target, taken, stillHeld);
      case UNRELEASED -> towards(epoch, targetEpoch, target, taken, stillHeld);
    };
  }

  private ReconciliationStep towards(
      int epochBefore,
      int targetEpoch,
      PartitionSet target,
      Taken taken,
      Predicate<PartitionSet> stillHeld) {
    PartitionSet kept = assigned.and(target);
    PartitionSet toRevoke = assigned.minus(kept);
    if (stillHeld.test(toRevoke)) {
      return new ReconciliationStep(ReconciliationState.UNREVOKED, epochBefore, kept, toRevoke);
    }
    PartitionSet missing = target.minus(kept);
    PartitionSet free = missing.where((topic, partition) -> !taken.test(topic, partition));
    ReconciliationState reached =
        free.size() < missing.size() ? ReconciliationState.UNRELEASED : ReconciliationState.STABLE;
    return new ReconciliationStep(reached, targetEpoch, kept.plus(free), PartitionSet.EMPTY);
  }
}
