package io.motet.kafka.group;

import io.motet.kafka.api.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members of a group, in the order in which they came. On the groups' thread only. */
final class GroupMembers {
  private final Map<String, GroupMember> byId = new LinkedHashMap<>();
  private final Map<String, String> idsOfInstances = new HashMap<>();

  boolean isEmpty() {
    return byId.isEmpty();
  }

  int size() {
    return byId.size();
  }

  Collection<GroupMember> all() {
    return byId.values();
  }

  /** Null when there is none. */
  GroupMember get(String id) {
    return byId.get(id);
  }

  /** The id of the static member, or null. */
  String idOf(String instanceId) {
    return instanceId == null ? null : idsOfInstances.get(instanceId);
  }

  void add(GroupMember member) {
    byId.put(member.id(), member);
    if (member.instanceId() != null) {
      idsOfInstances.put(member.instanceId(), member.id());
    }
  }

  void remove(GroupMember member) {
    byId.remove(member.id());
    if (member.instanceId() != null) {
      idsOfInstances.remove(member.instanceId(), member.id());
    }
  }

  /** Whether somebody of that id, and instance where one is named, may speak for the member. */
  ErrorCode check(String id, String instanceId) {
    if (instanceId != null) {
      String owner = idsOfInstances.get(instanceId);
      if (owner == null) {
        return ErrorCode.UNKNOWN_MEMBER_ID;
      }
      if (!owner.equals(id)) {
        return ErrorCode.FENCED_INSTANCE_ID;
      }
    }
    return byId.containsKey(id) ? ErrorCode.NONE : ErrorCode.UNKNOWN_MEMBER_ID;
  }

  boolean allJoined() {
    return byId.values().stream().allMatch(GroupMember::awaitsJoin);
  }

  int longestRebalanceMillis() {
    int longest = 0;
    for (GroupMember member : byId.values()) {
      longest = Math.max(longest, member.request().rebalanceTimeoutMillis());
    }
    return longest;
  }

  /**
   * Whether somebody who joins has a protocol that all there are have too.
   *
   * @param protocolType of the group
   */
  boolean fits(JoinRequest request, String protocolType) {
    if (isEmpty()) {
      return !request.protocolType().isEmpty() && !request.protocols().isEmpty();
    }
    return request.protocolType().equals(protocolType)
        && common().stream().anyMatch(request.protocols()::containsKey);
  }

  /** The protocol that most prefer among those that all have. */
  String vote() {
    Set<String> candidates = common();
    Map<String, Integer> votes = new LinkedHashMap<>();
    for (GroupMember member : byId.values()) {
      for (String protocol : member.protocols().keySet()) {
        if (candidates.contains(protocol)) {
          votes.merge(protocol, 1, Integer::sum);
          break;
        }
      }
    }
    return votes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private Set<String> common() {
    Set<String> common = null;
    for (GroupMember member : byId.values()) {
      if (common == null) {
        common = new LinkedHashSet<>(member.protocols().keySet());
      } else {
        common.retainAll(member.protocols().keySet());
      }
    }
    return common;
  }

  List<JoinResult.Joined> joined(String protocol) {
    List<JoinResult.Joined> joined = new ArrayList<>();
    for (GroupMember member : byId.values()) {
      joined.add(
          new JoinResult.Joined(member.id(), member.instanceId(), member.metadata(protocol)));
    }
    return joined;
  }
}
