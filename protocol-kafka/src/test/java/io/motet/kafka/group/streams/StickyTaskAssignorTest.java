package io.motet.kafka.group.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StickyTaskAssignorTest {
  private static List<TaskId> tasks(int count) {
    List<TaskId> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(new TaskId("0", i));
    }
    return tasks;
  }

  private static MemberTasks member(String id, String process, Tasks before) {
    return new MemberTasks(id, process, before);
  }

  private static Map<String, Tasks> assign(int tasks, int replicas, MemberTasks... members) {
    return StickyTaskAssignor.assign(List.of(members), tasks(tasks), id -> true, replicas);
  }

  @Test
  void tasksStayAndTheRestIsEven() {
    Map<String, Tasks> alone = assign(4, 0, member("a", "p", Tasks.NONE));
    assertThat(alone.get("a").active()).hasSize(4);
    Map<String, Tasks> both =
        assign(4, 0, member("a", "p", alone.get("a")), member("b", "q", Tasks.NONE));
    assertThat(both.get("a").active()).hasSize(2);
    assertThat(both.get("b").active()).hasSize(2);
    Map<String, Tasks> three =
        assign(
            4,
            0,
            member("a", "p", both.get("a")),
            member("b", "q", both.get("b")),
            member("c", "r", Tasks.NONE));
    assertThat(three.values()).extracting(Tasks::size).containsExactlyInAnyOrder(1, 1, 2);
    assertThat(both.get("a").active()).containsAll(three.get("a").active());
    assertThat(both.get("b").active()).containsAll(three.get("b").active());
  }

  @Test
  void whoHasACopyTakesOver() {
    Map<String, Tasks> before =
        assign(2, 1, member("a", "p", Tasks.NONE), member("b", "q", Tasks.NONE));
    assertThat(before.get("a").standby()).isEqualTo(before.get("b").active());
    Map<String, Tasks> after =
        assign(2, 1, member("b", "q", before.get("b")), member("c", "r", Tasks.NONE));
    assertThat(after.get("b").active()).isEqualTo(before.get("b").active());
    assertThat(after.get("c").active()).isEqualTo(before.get("a").active());
  }

  /** Whatever comes and goes: each task runs once, and never twice in one process. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noProcessHasATaskTwice(long seed) {
    Random random = new Random(seed);
    Map<String, Tasks> targets = new HashMap<>();
    for (int round = 0; round < 50; round++) {
      List<MemberTasks> members = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        String id = "m" + random.nextInt(8);
        if (members.stream().noneMatch(member -> member.memberId().equals(id))) {
          String process = "p" + id.charAt(1) % 3;
          members.add(member(id, process, targets.getOrDefault(id, Tasks.NONE)));
        }
      }
      targets = StickyTaskAssignor.assign(members, tasks(7), id -> true, 1);
      check(members, targets);
    }
  }

  private static void check(List<MemberTasks> members, Map<String, Tasks> targets) {
    Set<TaskId> active = new HashSet<>();
    Set<String> perProcess = new HashSet<>();
    int most = 0;
    int least = Integer.MAX_VALUE;
    Map<String, Integer> sizes = new HashMap<>();
    for (MemberTasks member : members) {
      Tasks target = targets.get(member.memberId());
      sizes.put(member.memberId(), target.active().size());
      for (TaskId task : target.active()) {
        assertThat(active.add(task)).isTrue();
        assertThat(perProcess.add(member.processId() + task)).isTrue();
      }
      for (TaskId task : target.standby()) {
        assertThat(perProcess.add(member.processId() + task)).isTrue();
      }
    }
    for (int size : sizes.values()) {
      most = Math.max(most, size);
      least = Math.min(least, size);
    }
    assertThat(active).hasSize(7);
    assertThat(most).isLessThanOrEqualTo(7);
    boolean oneProcessEach =
        members.stream().map(MemberTasks::processId).distinct().count() == members.size();
    assertThat(!oneProcessEach || most - least <= 1).isTrue();
  }
}
