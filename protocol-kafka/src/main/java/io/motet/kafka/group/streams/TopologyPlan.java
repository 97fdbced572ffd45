package io.motet.kafka.group.streams;

import java.util.List;
import java.util.Map;

/**
 * A topology over the topics that there are.
 *
 * @param taskCounts by subtopology; empty as long as it is not known
 * @param topicsToCreate internal topics that are missing, with their numbers of partitions
 * @param problem why no task can run yet, or null
 */
record TopologyPlan(
    Map<String, Integer> taskCounts,
    List<InternalTopic> topicsToCreate,
    TopologyStatus.Notice problem) {
  static final TopologyPlan NONE = new TopologyPlan(Map.of(), List.of(), null);

  /** Whether tasks can run. */
  boolean isReady() {
    return problem == null && !taskCounts.isEmpty();
  }
}
