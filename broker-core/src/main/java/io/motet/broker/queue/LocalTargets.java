package io.motet.broker.queue;

import java.util.ArrayList;
import java.util.List;

/**
 * Queues of one shard that a message goes to.
 *
 * @param queues each at most once
 * @param delayMillis how long waiting rooms among them hold it back
 */
record LocalTargets(List<LocalQueue> queues, long delayMillis) {
  static LocalTargets none(long delayMillis) {
    return new LocalTargets(new ArrayList<>(), delayMillis);
  }

  boolean isEmpty() {
    return queues.isEmpty();
  }
}
