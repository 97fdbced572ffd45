package io.motet.kafka.group.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.kafka.group.GroupException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopologyPlannerTest {
  private static InternalTopic internal(String name, int partitions) {
    return new InternalTopic(name, partitions, (short) 0, Map.of());
  }

  /** Reads words, writes them by key; counts what comes by key. */
  private static Topology wordCount(int repartitions) {
    return new Topology(
        1,
        List.of(
            new Subtopology(
                "0", List.of("words"), List.of(), List.of("by-key"), List.of(), List.of()),
            new Subtopology(
                "1",
                List.of(),
                List.of(internal("by-key", repartitions)),
                List.of(),
                List.of(internal("counts", 0)),
                List.of())));
  }

  private static Topology join(InternalTopic... internal) {
    List<InternalTopic> topics = Arrays.asList(internal);
    return new Topology(
        1,
        List.of(
            new Subtopology(
                "0",
                List.of("left"),
                topics,
                topics.stream().map(InternalTopic::name).toList(),
                List.of(),
                List.of(internal.length == 0 ? Set.of("left") : Set.of("left", "right")))));
  }

  private static TopologyPlan plan(Topology topology, Map<String, Integer> existing) {
    return TopologyPlanner.plan(topology, name -> existing.getOrDefault(name, 0));
  }

  @Test
  void internalTopicsFollowWhatIsRead() {
    TopologyPlan plan = plan(wordCount(0), Map.of("words", 3));
    assertThat(plan.topicsToCreate()).containsExactly(internal("by-key", 3), internal("counts", 3));
    assertThat(plan.problem().status()).isEqualTo(TopologyStatus.MISSING_INTERNAL_TOPICS);
    assertThat(plan.problem().detail()).isEqualTo("Internal topics are missing: by-key, counts");
    assertThat(plan.isReady()).isFalse();
    TopologyPlan complete = plan(wordCount(0), Map.of("words", 3, "by-key", 3, "counts", 3));
    assertThat(complete.isReady()).isTrue();
    assertThat(complete.taskCounts()).isEqualTo(Map.of("0", 3, "1", 3));
  }

  @Test
  void anApplicationMaySayHowManyPartitionsItWants() {
    TopologyPlan plan = plan(wordCount(5), Map.of("words", 3));
    assertThat(plan.taskCounts()).isEqualTo(Map.of("0", 3, "1", 5));
    assertThat(plan.topicsToCreate()).containsExactly(internal("by-key", 5), internal("counts", 5));
  }

  @Test
  void missingSourcesAreNamed() {
    TopologyPlan plan = plan(wordCount(0), Map.of());
    assertThat(plan.problem())
        .isEqualTo(TopologyStatus.MISSING_SOURCE_TOPICS.notice("Source topics words are missing."));
    assertThat(plan.taskCounts()).isEmpty();
  }

  @Test
  void wrongNumbersOfPartitionsAreNamed() {
    assertThat(plan(wordCount(0), Map.of("words", 3, "by-key", 2)).problem().detail())
        .isEqualTo("Existing topic by-key has different number of partitions: expected 3, found 2");
    assertThat(plan(join(internal("right", 4)), Map.of("left", 3)).problem())
        .isEqualTo(
            TopologyStatus.INCORRECTLY_PARTITIONED_TOPICS.notice(
                "Number of partitions [4] of repartition topic [right] doesn't match number of "
                    + "partitions [3] of the source topic."));
    assertThat(plan(join(internal("right", 0)), Map.of("left", 3)).topicsToCreate())
        .containsExactly(internal("right", 3));
  }

  @Test
  void aLoopIsRefused() {
    Topology loop =
        new Topology(
            1,
            List.of(
                new Subtopology(
                    "0",
                    List.of(),
                    List.of(internal("a", 0)),
                    List.of("a"),
                    List.of(),
                    List.of())));
    assertThatThrownBy(() -> plan(loop, Map.of()))
        .isInstanceOf(GroupException.class)
        .hasMessageContaining("There may be loops in the topology");
  }
}
