package io.motet.kafka.group.streams;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Deals tasks out evenly and leaves them where their state is: with the member that runs them, else
 * with one that keeps a copy of their state, else with the process that has least to do. No process
 * has a task twice.
 */
final class StickyTaskAssignor {
  static final String NAME = "sticky";

  private static final Comparator<TaskId> ACROSS_SUBTOPOLOGIES =
      Comparator.comparing(TaskId::partition).thenComparing(TaskId::subtopology);

  /** A member while tasks are dealt out. */
  private static final class Hand {
    final MemberTasks member;
    final Set<TaskId> active = new TreeSet<>();
    final Set<TaskId> standby = new TreeSet<>();

    Hand(MemberTasks member) {
      this.member = member;
    }

    int size() {
      return active.size() + standby.size();
    }
  }

  /** How many tasks a member may keep: who has its share leaves the rest to the others. */
  private static final class Quota {
    private int tasks;
    private int members;

    Quota(int tasks, int members) {
      this.tasks = tasks;
      this.members = members;
    }

    boolean allows(int count) {
      return members > 0 && count < share();
    }

    void has(int count) {
      if (members > 0 && count == share()) {
        tasks -= count;
        members--;
      }
    }

    private int share() {
      return (tasks + members - 1) / members;
    }
  }

  private final List<Hand> hands = new ArrayList<>();
  private final Map<String, List<Hand>> processes = new LinkedHashMap<>();

  private StickyTaskAssignor(List<MemberTasks> members) {
    for (MemberTasks member : members) {
      Hand hand = new Hand(member);
      hands.add(hand);
      processes.computeIfAbsent(member.processId(), id -> new ArrayList<>()).add(hand);
    }
  }

  /**
   * The targets by member id; every member has one.
   *
   * @param tasks all that are to be run
   * @param stateful whether a subtopology has state
   * @param replicas of each task's state, besides the active one
   */
  static Map<String, Tasks> assign(
      List<MemberTasks> members, List<TaskId> tasks, Predicate<String> stateful, int replicas) {
    StickyTaskAssignor assignor = new StickyTaskAssignor(members);
    if (!members.isEmpty()) {
      assignor.dealActive(tasks);
      for (TaskId task : tasks) {
        for (int i = 0; i < replicas && stateful.test(task.subtopology()); i++) {
          assignor.dealStandby(task);
        }
      }
    }
    Map<String, Tasks> targets = new HashMap<>();
    for (Hand hand : assignor.hands) {
      targets.put(hand.member.memberId(), new Tasks(hand.active, hand.standby));
    }
    return targets;
  }

  private void dealActive(List<TaskId> tasks) {
    Quota quota = new Quota(tasks.size(), hands.size());
    List<TaskId> left = new ArrayList<>(tasks);
    left.sort(ACROSS_SUBTOPOLOGIES);
    for (Tasks.Role role : Tasks.Role.values()) {
      left.removeIf(task -> stays(task, role, quota));
    }
    left.sort(Comparator.naturalOrder());
    for (TaskId task : left) {
      least(processes.values()).active.add(task);
    }
  }

  /** Whether a member that had the task in that role takes it. */
  private boolean stays(TaskId task, Tasks.Role role, Quota quota) {
    Hand best = null;
    for (Hand hand : hands) {
      boolean may = hand.member.before().has(role, task) && quota.allows(hand.active.size());
      if (may && (best == null || hand.size() < best.size())) {
        best = hand;
      }
    }
    if (best == null) {
      return false;
    }
    best.active.add(task);
    quota.has(best.active.size());
    return true;
  }

  private void dealStandby(TaskId task) {
    List<List<Hand>> without = new ArrayList<>();
    for (List<Hand> process : processes.values()) {
      if (process.stream()
          .noneMatch(hand -> hand.active.contains(task) || hand.standby.contains(task))) {
        without.add(process);
      }
    }
    if (without.isEmpty()) {
      return;
    }
    Hand kept = null;
    for (List<Hand> process : without) {
      for (Hand hand : process) {
        Tasks before = hand.member.before();
        boolean had = before.active().contains(task) || before.standby().contains(task);
        if (had && (kept == null || hand.size() < kept.size())) {
          kept = hand;
        }
      }
    }
    (kept == null ? least(without) : kept).standby.add(task);
  }

  /** The member with least to do of the process with least to do for each of its members. */
  private static Hand least(Iterable<List<Hand>> among) {
    List<Hand> best = null;
    double leastLoad = Double.MAX_VALUE;
    for (List<Hand> process : among) {
      double load = (double) process.stream().mapToInt(Hand::size).sum() / process.size();
      if (load < leastLoad) {
        leastLoad = load;
        best = process;
      }
    }
    return best.stream().min(Comparator.comparingInt(Hand::size)).orElseThrow();
  }
}
