package io.motet.kafka.group.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A part of a topology that is connected by more than topics.
 *
 * @param sources topics that others write
 * @param repartitionSources topics that another subtopology writes for it
 * @param repartitionSinks topics that it writes for others
 * @param changelogs topics that keep its state
 * @param copartitioned sets of topics that must have equally many partitions
 */
record Subtopology(
    String id,
    List<String> sources,
    List<InternalTopic> repartitionSources,
    List<String> repartitionSinks,
    List<InternalTopic> changelogs,
    List<Set<String>> copartitioned) {
  /** All topics that its tasks read. */
  List<String> allSources() {
    List<String> all = new ArrayList<>(sources);
    repartitionSources.forEach(topic -> all.add(topic.name()));
    return all;
  }

  boolean isStateful() {
    return !changelogs.isEmpty();
  }
}
