package io.motet.kafka.group.share;

import io.motet.kafka.group.modern.MemberSubscription;
import io.motet.kafka.group.modern.PartitionAssignor;
import io.motet.kafka.group.modern.PartitionSet;
import io.motet.kafka.group.modern.SubscribedTopics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Deals partitions out in turn. Every partition has a member and every member has a partition of
 * each of its topics: where there are more members than partitions, several read the same.
 */
final class ShareAssignor implements PartitionAssignor {
  @Override
  public String name() {
    return "simple";
  }

  @Override
  public Map<String, PartitionSet> assign(
      List<MemberSubscription> members, SubscribedTopics topics) {
    Map<String, PartitionSet.Builder> targets = new HashMap<>();
    List<MemberSubscription> ordered = new ArrayList<>(members);
    ordered.sort(Comparator.comparing(MemberSubscription::memberId));
    ordered.forEach(member -> targets.put(member.memberId(), PartitionSet.builder()));
    int turn = 0;
    for (UUID topic : new TreeSet<>(topics.partitionCounts().keySet())) {
      List<MemberSubscription> readers =
          ordered.stream().filter(member -> member.topics().contains(topic)).toList();
      int partitions = topics.partitionCount(topic);
      int steps = readers.isEmpty() ? 0 : Math.max(partitions, readers.size());
      for (int i = 0; i < steps; i++) {
        MemberSubscription reader = readers.get(Math.floorMod(turn++, readers.size()));
        targets.get(reader.memberId()).add(topic, i % partitions);
      }
    }
    Map<String, PartitionSet> built = new HashMap<>();
    targets.forEach((member, target) -> built.put(member, target.build()));
    return built;
  }
}
