package io.motet.kafka.group.streams;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an application does, as far as the broker must know.
 *
 * @param epoch grows when the application changes what it does
 * @param subtopologies in the order of their ids
 */
record Topology(int epoch, List<Subtopology> subtopologies) {
  /** All topics that there must be. */
  Set<String> requiredTopics() {
    Set<String> required = new TreeSet<>();
    for (Subtopology subtopology : subtopologies) {
      required.addAll(subtopology.allSources());
      subtopology.changelogs().forEach(topic -> required.add(topic.name()));
    }
    return required;
  }

  /** Null when there is none of that id. */
  Subtopology subtopology(String id) {
    return subtopologies.stream()
        .filter(subtopology -> subtopology.id().equals(id))
        .findAny()
        .orElse(null);
  }
}
