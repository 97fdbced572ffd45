package io.motet.kafka.group.streams;

import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Where a member is after a heartbeat, on the way from the tasks that it has to its target: first
 * it gives up what others are to have, then it takes what others have given up.
 *
 * @param assigned what the member may run
 * @param revoking what it was told to give up and may still run
 */
record TaskStep(TaskStep.State state, int epoch, Tasks assigned, Tasks revoking) {
  /** How far a member is. */
  enum State {
    /** It has all that it is to have at its epoch, and nothing else. */
    STABLE,
    /** It was told to give tasks up and has not said that it has. */
    UNREVOKED,
    /** Some of its tasks are still with members that must give them up. */
    UNRELEASED
  }

  /**
   * The next step.
   *
   * @param taken whether a task cannot be given to the member yet in that role
   * @param owned what the member says it runs; null when it says nothing
   * @return itself when it must wait
   */
  TaskStep next(int targetEpoch, Tasks target, BiPredicate<Tasks.Role, TaskId> taken, Tasks owned) {
    Predicate<Tasks> stillRun =
        tasks -> !tasks.isEmpty() && (owned == null || owned.intersects(tasks));
    return switch (state) {
      case STABLE ->
          epoch == targetEpoch ? this : towards(epoch, targetEpoch, target, taken, stillRun);
      case UNREVOKED ->
          owned == null || stillRun.test(revoking)
              ? this
              : towards(epoch + 1, targetEpoch, target, taken, stillRun);
      case UNRELEASED -> towards(epoch, targetEpoch, target, taken, stillRun);
    };
  }

  private TaskStep towards(
      int epochBefore,
      int targetEpoch,
      Tasks target,
      BiPredicate<Tasks.Role, TaskId> taken,
      Predicate<Tasks> stillRun) {
    Tasks kept = assigned.and(target);
    Tasks toRevoke = assigned.minus(kept);
    if (stillRun.test(toRevoke)) {
      return new TaskStep(State.UNREVOKED, epochBefore, kept, toRevoke);
    }
    Tasks missing = target.minus(kept);
    Tasks free = missing.where(taken.negate());
    State reached = free.size() < missing.size() ? State.UNRELEASED : State.STABLE;
    return new TaskStep(reached, targetEpoch, kept.plus(free), Tasks.NONE);
  }
}
