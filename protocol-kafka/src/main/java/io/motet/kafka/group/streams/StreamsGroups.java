package io.motet.kafka.group.streams;

import io.motet.broker.topic.TopicDeclaration;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.GroupCoordinator;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.GroupType;
import io.motet.kafka.group.SavedGroup;
import io.motet.kafka.group.modern.ModernGroupServices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and makes the groups of Streams applications among all groups, and their internal topics.
 * On the groups' thread only.
 */
public final class StreamsGroups {
  private static final Logger log = LoggerFactory.getLogger(StreamsGroups.class);

  private final GroupCoordinator coordinator;
  private final StreamsGroupOptions options;
  private final ModernGroupServices services;

  /** Takes up the groups of an earlier process. Before the first request. */
  public StreamsGroups(GroupCoordinator coordinator, StreamsGroupOptions options) {
    this.coordinator = coordinator;
    this.options = options;
    this.services = ModernGroupServices.of(coordinator);
    coordinator.revive(GroupType.STREAMS, this::revive);
  }

  private StreamsGroup group(String id, int epoch) {
    return new StreamsGroup(id, epoch, services, options);
  }

  private StreamsGroup revive(SavedGroup saved) {
    StreamsGroup group = group(saved.id(), 0);
    group.revive(saved);
    return group;
  }

  StreamsGroupOptions options() {
    return options;
  }

  void run(Runnable task) {
    coordinator.run(task);
  }

  /** Throws when there is none. */
  StreamsGroup get(String id) {
    StreamsGroup group = coordinator.find(id, StreamsGroup.class);
    if (group == null) {
      boolean other = coordinator.find(id) != null;
      throw new GroupException(
          ErrorCode.GROUP_ID_NOT_FOUND,
          "Group " + id + (other ? " is not a streams group." : " not found."));
    }
    return group;
  }

  /** Throws when there is one of another type that has members. */
  StreamsGroup getOrCreate(String id) {
    StreamsGroup group = coordinator.findOrCreate(id, StreamsGroup.class, name -> group(name, 0));
    if (group == null) {
      throw new GroupException(
          ErrorCode.GROUP_ID_NOT_FOUND, "Group " + id + " is not a streams group.");
    }
    return group;
  }

  /** Members are told of it when it is there. */
  void create(InternalTopic topic) {
    coordinator
        .topics()
        .topics()
        .create(new TopicDeclaration(topic.name(), topic.partitions(), topic.configs()))
        .whenComplete(
            (created, failure) -> {
              if (failure != null) {
                log.warn("internal topic {}: {}", topic.name(), failure.toString());
              }
            });
  }
}
