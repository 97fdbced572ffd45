package io.motet.kafka.group.consumer;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.GroupException;
import java.util.HashMap;
import java.util.Map;

/**
 * The members of a group that keep their place by an instance id, whatever their member id is at
 * the time. On the groups' thread only.
 */
final class StaticMembers {
  private final Map<String, ConsumerMember> byInstance = new HashMap<>();

  /** Null when nobody has the instance. */
  ConsumerMember get(String instanceId) {
    return byInstance.get(instanceId);
  }

  /** Takes the instance's place; nothing for a member without instance. */
  void add(ConsumerMember member) {
    String instanceId = member.identity().instanceId();
    if (instanceId != null) {
      byInstance.put(instanceId, member);
    }
  }

  /** Gives up its place unless somebody else has it by now. */
  void remove(ConsumerMember member) {
    String instanceId = member.identity().instanceId();
    if (instanceId != null) {
      byInstance.remove(instanceId, member);
    }
  }

  /** Throws when the instance is not there, or has another member id now. */
  ConsumerMember known(String memberId, String instanceId) {
    ConsumerMember there = byInstance.get(instanceId);
    if (there == null) {
      throw new GroupException(
          ErrorCode.UNKNOWN_MEMBER_ID, "Instance id " + instanceId + " is unknown.");
    }
    if (!there.id().equals(memberId)) {
      throw new GroupException(
          ErrorCode.FENCED_INSTANCE_ID,
          "Static member "
              + memberId
              + " with instance id "
              + instanceId
              + " was fenced by member "
              + there.id()
              + ".");
    }
    return there;
  }

  /** Throws when the one that has the place has not said that it goes. */
  static void checkReleased(ConsumerMember old, String newId) {
    if (old.epoch() != ConsumerGroup.AWAY && old.classic() == null) {
      throw new GroupException(
          ErrorCode.UNRELEASED_INSTANCE_ID,
          "Static member "
              + newId
              + " with instance id "
              + old.identity().instanceId()
              + " cannot join the group because the instance id is owned by "
              + old.id()
              + " member.");
    }
  }
}
