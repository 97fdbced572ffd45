package io.motet.kafka.group.share;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.GroupCoordinator;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.GroupType;
import io.motet.kafka.group.SavedGroup;
import io.motet.kafka.group.modern.ModernGroupServices;
import io.motet.kafka.queue.ReadableTopics;

/** Finds and makes share groups among all groups. On the groups' thread only. */
public final class ShareGroups {
  private final GroupCoordinator coordinator;
  private final ShareGroupOptions options;
  private final ReadableTopics topics;
  private final ModernGroupServices services;
  private final ShareGroupEnd end;

  /**
   * Takes up the groups of an earlier process. Before the first request.
   *
   * @param end told of every group that is forgotten
   */
  public ShareGroups(
      GroupCoordinator coordinator,
      ShareGroupOptions options,
      ReadableTopics topics,
      ShareGroupEnd end) {
    this.coordinator = coordinator;
    this.options = options;
    this.topics = topics;
    this.services = ModernGroupServices.of(coordinator);
    this.end = end;
    coordinator.revive(GroupType.SHARE, this::revive);
  }

  private ShareGroup group(String id, int epoch) {
    return new ShareGroup(id, epoch, services, options, topics, end);
  }

  private ShareGroup revive(SavedGroup saved) {
    ShareGroup group = group(saved.id(), 0);
    group.revive(saved);
    return group;
  }

  ShareGroupOptions options() {
    return options;
  }

  ReadableTopics topics() {
    return topics;
  }

  /** Runs the task where groups live. Any thread. */
  public void run(Runnable task) {
    coordinator.run(task);
  }

  /** Whether there is a share group of that name. */
  public boolean exists(String id) {
    return coordinator.find(id, ShareGroup.class) != null;
  }

  /** Whether it has no members, or does not exist. */
  public boolean isEmpty(String id) {
    ShareGroup group = coordinator.find(id, ShareGroup.class);
    return group == null || group.isEmpty();
  }

  /** Makes it unless it is there; false when there is a group of another type. */
  public boolean make(String id) {
    ShareGroup made = coordinator.findOrCreate(id, ShareGroup.class, name -> group(name, 0));
    if (made != null) {
      made.whenSaved(() -> {}, () -> {});
    }
    return made != null;
  }

  /** Throws when there is none. */
  ShareGroup get(String id) {
    ShareGroup group = coordinator.find(id, ShareGroup.class);
    if (group == null) {
      boolean other = coordinator.find(id) != null;
      throw new GroupException(
          ErrorCode.GROUP_ID_NOT_FOUND,
          "Group " + id + (other ? " is not a share group." : " not found."));
    }
    return group;
  }

  /** Throws when there is one of another type. */
  ShareGroup getOrCreate(String id) {
    ShareGroup group = coordinator.findOrCreate(id, ShareGroup.class, name -> group(name, 0));
    if (group == null) {
      throw new GroupException(
          ErrorCode.GROUP_ID_NOT_FOUND, "Group " + id + " is not a share group.");
    }
    return group;
  }
}
