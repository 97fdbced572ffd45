package io.motet.broker.topic;

import java.util.UUID;

/** A topic. Thread-safe; the object stays the same until the topic is deleted. */
public interface Topic {
  /** Its name in the virtual host. */
  String name();

  /** Made up at creation; a later topic of the same name has another. */
  UUID id();

  /** Whether the broker uses it for itself. */
  boolean internal();

  /** How many partitions it has; they are numbered from 0. */
  int partitionCount();

  /** Null when there is no such partition. */
  Partition partition(int index);

  /** What was set for it, and the defaults for the rest. */
  TopicConfig config();

  /** Whether it has been deleted. */
  boolean deleted();
}
