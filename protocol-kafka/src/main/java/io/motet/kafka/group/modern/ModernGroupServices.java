package io.motet.kafka.group.modern;

import io.motet.kafka.group.GroupCoordinator;
import io.motet.kafka.group.GroupLog;
import io.motet.kafka.group.GroupTimers;
import io.motet.kafka.queue.ReadableTopics;

/**
 * What groups need from outside.
 *
 * @param timers run tasks on the groups' thread
 * @param log where groups are remembered
 * @param topics what there is to read
 */
public record ModernGroupServices(GroupTimers timers, GroupLog log, ReadableTopics topics) {
  /** Those of the coordinator. */
  public static ModernGroupServices of(GroupCoordinator coordinator) {
    return new ModernGroupServices(coordinator.timers(), coordinator.log(), coordinator.topics());
  }
}
