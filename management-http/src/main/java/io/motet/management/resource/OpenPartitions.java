package io.motet.management.resource;

import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.management.route.Await;

/** Has partitions' states in memory before they are asked. Waits for the disk. */
final class OpenPartitions {
  private OpenPartitions() {}

  static void all(Topic topic) {
    for (int i = 0; i < topic.partitionCount(); i++) {
      one(topic.partition(i));
    }
  }

  static void one(Partition partition) {
    if (partition != null && !partition.isOpen()) {
      Await.result(partition.open());
    }
  }
}
