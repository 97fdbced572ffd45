package io.motet.kafka.group.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.kafka.group.modern.MemberSubscription;
import io.motet.kafka.group.modern.PartitionAssignor;
import io.motet.kafka.group.modern.PartitionSet;
import io.motet.kafka.group.modern.SubscribedTopics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignorsTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);

  private static MemberSubscription member(String id, PartitionSet target, UUID... topics) {
    return new MemberSubscription(id, null, new TreeSet<>(Arrays.asList(topics)), target);
  }

  private static PartitionSet set(UUID topic, int... partitions) {
    PartitionSet.Builder set = PartitionSet.builder();
    Arrays.stream(partitions).forEach(partition -> set.add(topic, partition));
    return set.build();
  }

  @Test
  void rangesAreContiguousAndTheFirstHaveMore() {
    Map<String, PartitionSet> targets =
        new RangeAssignor()
            .assign(
                List.of(
                    member("m2", PartitionSet.EMPTY, A),
                    member("m1", PartitionSet.EMPTY, A, B),
                    member("m3", PartitionSet.EMPTY, A)),
                new SubscribedTopics(Map.of(A, 7, B, 2)));
    assertThat(targets.get("m1")).isEqualTo(set(A, 0, 1, 2).plus(set(B, 0, 1)));
    assertThat(targets.get("m2")).isEqualTo(set(A, 3, 4));
    assertThat(targets.get("m3")).isEqualTo(set(A, 5, 6));
  }

  @Test
  void staticMembersComeFirstInRanges() {
    MemberSubscription fixed =
        new MemberSubscription("z", "instance", Set.of(A), PartitionSet.EMPTY);
    Map<String, PartitionSet> targets =
        new RangeAssignor()
            .assign(
                List.of(member("a", PartitionSet.EMPTY, A), fixed),
                new SubscribedTopics(Map.of(A, 2)));
    assertThat(targets.get("z")).isEqualTo(set(A, 0));
  }

  @Test
  void aNewMemberTakesOnlyWhatItMust() {
    Map<String, PartitionSet> targets =
        new UniformAssignor()
            .assign(
                List.of(
                    member("m1", set(A, 0, 1, 2), A),
                    member("m2", set(A, 3, 4, 5), A),
                    member("m3", PartitionSet.EMPTY, A)),
                new SubscribedTopics(Map.of(A, 6)));
    assertThat(targets.get("m1")).isEqualTo(set(A, 0, 1));
    assertThat(targets.get("m2")).isEqualTo(set(A, 3, 4));
    assertThat(targets.get("m3")).isEqualTo(set(A, 2, 5));
  }

  @Test
  void partitionsThatAreGoneAreForgotten() {
    Map<String, PartitionSet> targets =
        new UniformAssignor()
            .assign(
                List.of(member("m1", set(A, 0).plus(set(B, 0, 9)), B)),
                new SubscribedTopics(Map.of(B, 2)));
    assertThat(targets.get("m1")).isEqualTo(set(B, 0, 1));
  }

  /** Whatever the subscriptions: all partitions have one reader, who subscribes to them. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyPartitionHasOneReader(long seed) {
    Random random = new Random(seed);
    SubscribedTopics topics = new SubscribedTopics(Map.of(A, 7, B, 3, C, 12));
    for (PartitionAssignor assignor : List.of(new UniformAssignor(), new RangeAssignor())) {
      Map<String, PartitionSet> targets = new HashMap<>();
      for (int round = 0; round < 20; round++) {
        List<MemberSubscription> members = new ArrayList<>();
        Set<UUID> wanted = new TreeSet<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
          Set<UUID> own = new TreeSet<>();
          for (UUID topic : List.of(A, B, C)) {
            if (random.nextBoolean()) {
              own.add(topic);
            }
          }
          wanted.addAll(own);
          PartitionSet before = targets.getOrDefault("m" + i, PartitionSet.EMPTY);
          members.add(new MemberSubscription("m" + i, null, own, before));
        }
        targets = assignor.assign(members, topics);
        checkComplete(members, wanted, topics, targets);
      }
    }
  }

  private static void checkComplete(
      List<MemberSubscription> members,
      Set<UUID> wanted,
      SubscribedTopics topics,
      Map<String, PartitionSet> targets) {
    PartitionSet all = PartitionSet.EMPTY;
    for (MemberSubscription member : members) {
      PartitionSet target = targets.get(member.memberId());
      assertThat(member.topics()).containsAll(target.topics());
      assertThat(all.intersects(target)).as("two readers").isFalse();
      all = all.plus(target);
    }
    assertThat(all.size()).isEqualTo(wanted.stream().mapToInt(topics::partitionCount).sum());
  }

  /** Nobody has two more than somebody who could have one of them. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void uniformIsEven(long seed) {
    Random random = new Random(seed);
    SubscribedTopics topics = new SubscribedTopics(Map.of(A, 5, B, 9, C, 4));
    List<MemberSubscription> members = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      UUID second = random.nextBoolean() ? B : C;
      members.add(member("m" + i, PartitionSet.EMPTY, A, second));
    }
    Map<String, PartitionSet> targets = new UniformAssignor().assign(members, topics);
    for (MemberSubscription from : members) {
      for (MemberSubscription to : members) {
        PartitionSet movable =
            targets.get(from.memberId()).where((topic, index) -> to.topics().contains(topic));
        int more = targets.get(from.memberId()).size() - targets.get(to.memberId()).size();
        assertThat(movable.isEmpty() || more < 2).isTrue();
      }
    }
  }
}
