package io.motet.kafka.group.streams;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.GroupException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Decides how many partitions an application's internal topics have, and how many tasks there are:
 * as many for a subtopology as the largest topic that it reads has partitions. Texts are Kafka's.
 */
final class TopologyPlanner {
  private static final int SHOWN_TOPICS = 3;

  /** A topology that cannot run over the topics that there are. */
  private static final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient TopologyStatus.Notice notice;

    UnfitException(TopologyStatus status, String text) {
      super(text, null, false, false);
      this.notice = status.notice(text);
    }
  }

  private final Topology topology;
  private final ToIntFunction<String> existing;
  private final Map<String, Integer> decided = new HashMap<>();

  private TopologyPlanner(Topology topology, ToIntFunction<String> existing) {
    this.topology = topology;
    this.existing = existing;
  }

  /**
   * Makes a plan.
   *
   * @param existing how many partitions a topic has; 0 when there is no such topic
   * @throws GroupException for a topology that can never run
   */
  static TopologyPlan plan(Topology topology, ToIntFunction<String> existing) {
    try {
      return new TopologyPlanner(topology, existing).plan();
    } catch (UnfitException e) {
      return new TopologyPlan(Map.of(), List.of(), e.notice);
    }
  }

  private TopologyPlan plan() {
    checkSources();
    decideRepartitionTopics();
    topology
        .subtopologies()
        .forEach(subtopology -> subtopology.copartitioned().forEach(this::copartition));
    Map<String, Integer> taskCounts = new TreeMap<>();
    for (Subtopology subtopology : topology.subtopologies()) {
      int count = taskCount(subtopology);
      taskCounts.put(subtopology.id(), count);
      subtopology.changelogs().forEach(topic -> decided.put(topic.name(), count));
    }
    List<InternalTopic> missing = missing();
    TopologyStatus.Notice problem =
        missing.isEmpty()
            ? null
            : TopologyStatus.MISSING_INTERNAL_TOPICS.notice(
                "Internal topics are missing: "
                    + shown(missing.stream().map(InternalTopic::name).toList()));
    return new TopologyPlan(taskCounts, missing, problem);
  }

  private void checkSources() {
    Set<String> missing = new TreeSet<>();
    for (Subtopology subtopology : topology.subtopologies()) {
      for (String source : subtopology.sources()) {
        if (existing.applyAsInt(source) == 0) {
          missing.add(source);
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new UnfitException(
          TopologyStatus.MISSING_SOURCE_TOPICS,
          "Source topics " + shown(missing) + " are missing.");
    }
  }

  /** A repartition topic has as many as what is read to write it, unless it says how many. */
  private void decideRepartitionTopics() {
    for (Subtopology subtopology : topology.subtopologies()) {
      for (InternalTopic topic : subtopology.repartitionSources()) {
        if (topic.partitions() != 0) {
          decided.put(topic.name(), topic.partitions());
        }
      }
    }
    boolean progress = true;
    boolean open = true;
    while (open && progress) {
      open = false;
      progress = false;
      for (Subtopology subtopology : topology.subtopologies()) {
        for (String sink : subtopology.repartitionSinks()) {
          if (!decided.containsKey(sink)) {
            int most = mostPartitionsRead(subtopology);
            if (most == 0) {
              open = true;
            } else {
              decided.put(sink, most);
              progress = true;
            }
          }
        }
      }
    }
    if (open) {
      throw invalid(
          "Failed to compute number of partitions for all repartition topics. There may be loops "
              + "in the topology that cannot be resolved.");
    }
    for (Subtopology subtopology : topology.subtopologies()) {
      for (InternalTopic topic : subtopology.repartitionSources()) {
        if (!decided.containsKey(topic.name())) {
          throw invalid(
              "Failed to compute number of partitions for all repartition topics, because a "
                  + "repartition source topic is never used as a sink topic.");
        }
      }
    }
  }

  private static GroupException invalid(String text) {
    return new GroupException(ErrorCode.STREAMS_INVALID_TOPOLOGY, text);
  }

  private int mostPartitionsRead(Subtopology subtopology) {
    int most = 0;
    for (InternalTopic topic : subtopology.repartitionSources()) {
      most = Math.max(most, decided.getOrDefault(topic.name(), 0));
    }
    for (String source : subtopology.sources()) {
      most = Math.max(most, existing.applyAsInt(source));
    }
    return most;
  }

  private void copartition(Set<String> topics) {
    Map<String, Integer> given = new TreeMap<>();
    Map<String, Integer> fixed = new TreeMap<>();
    List<String> flexible = new ArrayList<>();
    for (String name : topics) {
      InternalTopic internal = repartitionTopic(name);
      if (internal == null) {
        given.put(name, partitionCount(name));
      } else if (internal.partitions() != 0) {
        fixed.put(name, internal.partitions());
      } else {
        flexible.add(name);
      }
    }
    int count;
    if (!given.isEmpty()) {
      count = same(given);
    } else if (!fixed.isEmpty()) {
      count = same(fixed);
    } else {
      count = flexible.stream().mapToInt(this::partitionCount).max().orElse(0);
    }
    fixed.forEach(
        (name, partitions) -> {
          if (partitions != count) {
            throw new UnfitException(
                TopologyStatus.INCORRECTLY_PARTITIONED_TOPICS,
                String.format(
                    "Number of partitions [%d] of repartition topic [%s] doesn't match number of "
                        + "partitions [%d] of the source topic.",
                    partitions, name, count));
          }
        });
    flexible.forEach(name -> decided.put(name, count));
  }

  private static int same(Map<String, Integer> counts) {
    if (counts.values().stream().distinct().count() > 1) {
      throw new UnfitException(
          TopologyStatus.INCORRECTLY_PARTITIONED_TOPICS,
          "Following topics do not have the same number of partitions: [" + counts + "]");
    }
    return counts.values().iterator().next();
  }

  private InternalTopic repartitionTopic(String name) {
    return topology.subtopologies().stream()
        .flatMap(subtopology -> subtopology.repartitionSources().stream())
        .filter(topic -> topic.name().equals(name))
        .findAny()
        .orElse(null);
  }

  private int partitionCount(String name) {
    int there = existing.applyAsInt(name);
    return there == 0 ? decided.getOrDefault(name, 0) : there;
  }

  private int taskCount(Subtopology subtopology) {
    return subtopology.allSources().stream()
        .mapToInt(this::partitionCount)
        .max()
        .orElseThrow(() -> invalid("No source topics found for subtopology " + subtopology.id()));
  }

  private List<InternalTopic> missing() {
    Map<String, InternalTopic> internal = new LinkedHashMap<>();
    for (Subtopology subtopology : topology.subtopologies()) {
      subtopology.repartitionSources().forEach(topic -> internal.put(topic.name(), topic));
      subtopology.changelogs().forEach(topic -> internal.put(topic.name(), topic));
    }
    return internal.values().stream()
        .map(topic -> topic.withPartitions(decided.get(topic.name())))
        .map(this::missingOrNull)
        .filter(Objects::nonNull)
        .collect(Collectors.toList());
  }

  private InternalTopic missingOrNull(InternalTopic wanted) {
    int there = existing.applyAsInt(wanted.name());
    if (there != 0 && there != wanted.partitions()) {
      throw new UnfitException(
          TopologyStatus.INCORRECTLY_PARTITIONED_TOPICS,
          "Existing topic "
              + wanted.name()
              + " has different number of partitions: expected "
              + wanted.partitions()
              + ", found "
              + there);
    }
    return there == 0 ? wanted : null;
  }

  private static String shown(Collection<String> topics) {
    String first = topics.stream().limit(SHOWN_TOPICS).collect(Collectors.joining(", "));
    int more = topics.size() - SHOWN_TOPICS;
    return more > 0 ? first + " and " + more + " additional topics" : first;
  }
}
