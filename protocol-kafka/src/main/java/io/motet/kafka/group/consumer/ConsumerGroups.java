package io.motet.kafka.group.consumer;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.GroupCoordinator;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.GroupType;
import io.motet.kafka.group.HandOver;
import io.motet.kafka.group.SavedGroup;
import io.motet.kafka.group.modern.ModernGroupServices;

/** Finds and makes consumer groups among all groups. On the groups' thread only. */
public final class ConsumerGroups {
  private final GroupCoordinator coordinator;
  private final ConsumerGroupOptions options;
  private final ModernGroupServices services;

  /** Takes up the groups of an earlier process. Before the first request. */
  public ConsumerGroups(GroupCoordinator coordinator, ConsumerGroupOptions options) {
    this.coordinator = coordinator;
    this.options = options;
    this.services = ModernGroupServices.of(coordinator);
    coordinator.revive(GroupType.CONSUMER, this::revive);
  }

  private ConsumerGroup group(String id, int epoch) {
    return new ConsumerGroup(id, epoch, services, options, coordinator::newMemberId);
  }

  private ConsumerGroup revive(SavedGroup saved) {
    ConsumerGroup group = group(saved.id(), 0);
    group.revive(saved);
    return group;
  }

  ConsumerGroupOptions options() {
    return options;
  }

  String newMemberId() {
    return coordinator.newMemberId();
  }

  void run(Runnable task) {
    coordinator.run(task);
  }

  /** Throws when there is none. */
  ConsumerGroup get(String id) {
    ConsumerGroup group = coordinator.find(id, ConsumerGroup.class);
    if (group == null) {
      boolean other = coordinator.find(id) != null;
      throw new GroupException(
          ErrorCode.GROUP_ID_NOT_FOUND,
          "Group " + id + (other ? " is not a consumer group." : " not found."));
    }
    return group;
  }

  /** Null when the group is not classic, or its members cannot go on in a consumer group. */
  private ConsumerGroup takeOver(String id) {
    HandOver left = coordinator.handOver(id);
    if (left == null || !ClassicMembership.canTakeOver(left)) {
      return null;
    }
    ConsumerGroup group = group(id, left.generation());
    group.takeOver(left);
    coordinator.takeOver(group);
    return group;
  }

  /** Throws when there is one of another type that has members and must stay what it is. */
  ConsumerGroup getOrCreate(String id) {
    ConsumerGroup group = coordinator.findOrCreate(id, ConsumerGroup.class, name -> group(name, 0));
    if (group == null) {
      group = takeOver(id);
    }
    if (group == null) {
      boolean classic = coordinator.find(id).type() == GroupType.CLASSIC;
      throw new GroupException(
          ErrorCode.GROUP_ID_NOT_FOUND,
          classic
              ? "Cannot upgrade classic group "
                  + id
                  + " to consumer group because the group does not use the consumer embedded"
                  + " protocol."
              : "Group " + id + " is not a consumer group.");
    }
    return group;
  }
}
