package io.motet.kafka.group.streams;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Tasks of one member. Immutable.
 *
 * @param active those that it runs
 * @param standby those whose state it keeps a copy of
 */
record Tasks(Set<TaskId> active, Set<TaskId> standby) {
  /** The two ways to have a task. */
  enum Role {
    ACTIVE,
    STANDBY
  }

  static final Tasks NONE = new Tasks(Set.of(), Set.of());

  Tasks {
    active = Collections.unmodifiableSet(new TreeSet<>(active));
    standby = Collections.unmodifiableSet(new TreeSet<>(standby));
  }

  boolean isEmpty() {
    return active.isEmpty() && standby.isEmpty();
  }

  int size() {
    return active.size() + standby.size();
  }

  boolean has(Role role, TaskId task) {
    return (role == Role.ACTIVE ? active : standby).contains(task);
  }

  /** Those that the test holds for. */
  Tasks where(BiPredicate<Role, TaskId> test) {
    return new Tasks(kept(active, Role.ACTIVE, test), kept(standby, Role.STANDBY, test));
  }

  private static Set<TaskId> kept(Set<TaskId> tasks, Role role, BiPredicate<Role, TaskId> test) {
    Set<TaskId> kept = new TreeSet<>();
    for (TaskId task : tasks) {
      if (test.test(role, task)) {
        kept.add(task);
      }
    }
    return kept;
  }

  Tasks and(Tasks other) {
    return where(other::has);
  }

  Tasks minus(Tasks other) {
    return where((role, task) -> !other.has(role, task));
  }

  Tasks plus(Tasks other) {
    Set<TaskId> bothActive = new TreeSet<>(active);
    bothActive.addAll(other.active);
    Set<TaskId> bothStandby = new TreeSet<>(standby);
    bothStandby.addAll(other.standby);
    return new Tasks(bothActive, bothStandby);
  }

  boolean intersects(Tasks other) {
    return !and(other).isEmpty();
  }

  boolean containsAll(Tasks other) {
    return other.minus(this).isEmpty();
  }
}
