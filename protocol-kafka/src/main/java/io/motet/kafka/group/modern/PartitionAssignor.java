package io.motet.kafka.group.modern;

import java.util.List;
import java.util.Map;

/** Decides who is to read what. Pure: the same question has the same answer. */
public interface PartitionAssignor {
  /** As clients ask for it. */
  String name();

  /**
   * The targets by member id; every member has one.
   *
   * @param members in any order; none of them twice
   * @param topics all that any of them subscribes to
   */
  Map<String, PartitionSet> assign(List<MemberSubscription> members, SubscribedTopics topics);
}
