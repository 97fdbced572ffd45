package io.motet.kafka.group.streams;

import java.util.Comparator;

/** One partition of all that a subtopology reads: the piece of work that is dealt out. */
record TaskId(String subtopology, int partition) implements Comparable<TaskId> {
  private static final Comparator<TaskId> ORDER =
      Comparator.comparing(TaskId::subtopology).thenComparing(TaskId::partition);

  @Override
  public int compareTo(TaskId other) {
    return ORDER.compare(this, other);
  }
}
