package io.motet.kafka.group.streams;

import io.motet.broker.shard.Shard;
import io.motet.kafka.group.modern.MemberIdentity;
import io.motet.kafka.group.modern.ModernMember;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** A member of a Streams application's group: one of its threads. On the groups' thread only. */
final class StreamsMember extends ModernMember {
  private static final Shard.Timer NO_TIMER = () -> {};

  private StreamsProfile profile = StreamsProfile.UNKNOWN;
  private TaskStep.State state = TaskStep.State.STABLE;
  private Tasks assigned = Tasks.NONE;
  private Tasks revoking = Tasks.NONE;
  private final Map<TaskId, Integer> activeSince = new HashMap<>();
  private Shard.Timer rebalanceTimer = NO_TIMER;

  StreamsMember(MemberIdentity identity) {
    super(identity);
  }

  StreamsProfile profile() {
    return profile;
  }

  void describeItself(StreamsProfile newProfile) {
    profile = newProfile;
  }

  /** What it may run. */
  Tasks assigned() {
    return assigned;
  }

  /** What it may still run. */
  Tasks held() {
    return assigned.plus(revoking);
  }

  TaskStep step() {
    return new TaskStep(state, epoch(), assigned, revoking);
  }

  void take(TaskStep step) {
    state = step.state();
    assigned = step.assigned();
    revoking = step.revoking();
    reach(step.epoch());
    activeSince.keySet().retainAll(held().active());
    assigned.active().forEach(task -> activeSince.putIfAbsent(task, epoch()));
  }

  /** It is where it was before a restart. */
  void restore(TaskStep step, Map<TaskId, Integer> sinceEpochs) {
    activeSince.putAll(sinceEpochs);
    take(step);
  }

  /** The epochs since which it runs its active tasks. */
  Map<TaskId, Integer> activeSince() {
    return Collections.unmodifiableMap(activeSince);
  }

  /** Whether it has run the task without a break since that epoch. */
  boolean hasRunSince(TaskId task, int sinceEpoch) {
    Integer since = activeSince.get(task);
    return since != null && sinceEpoch >= since;
  }

  @Override
  public boolean isReconciledTo(int targetEpoch) {
    return state == TaskStep.State.STABLE && super.isReconciledTo(targetEpoch);
  }

  void rebalance(Shard.Timer timer) {
    rebalanceTimer.cancel();
    rebalanceTimer = timer;
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
