package io.motet.kafka.group.consumer;

import io.motet.kafka.group.modern.MemberSubscription;
import io.motet.kafka.group.modern.PartitionAssignor;
import io.motet.kafka.group.modern.PartitionSet;
import io.motet.kafka.group.modern.SubscribedTopics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Cuts each topic into one range for each of its members, in the order of their ids: members have
 * the same partitions of topics with equally many. Static members come first, by their instances,
 * so that they keep theirs.
 */
final class RangeAssignor implements PartitionAssignor {
  private static final Comparator<MemberSubscription> ORDER =
      Comparator.comparing(
              MemberSubscription::instanceId, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(MemberSubscription::memberId);

  @Override
  public String name() {
    return "range";
  }

  @Override
  public Map<String, PartitionSet> assign(
      List<MemberSubscription> members, SubscribedTopics topics) {
    Map<UUID, List<String>> readers = new TreeMap<>();
    Map<String, PartitionSet.Builder> targets = new HashMap<>();
    List<MemberSubscription> ordered = new ArrayList<>(members);
    ordered.sort(ORDER);
    for (MemberSubscription member : ordered) {
      targets.put(member.memberId(), PartitionSet.builder());
      for (UUID topic : member.topics()) {
        readers.computeIfAbsent(topic, id -> new ArrayList<>()).add(member.memberId());
      }
    }
    readers.forEach(
        (topic, ids) -> {
          int count = topics.partitionCount(topic);
          int next = 0;
          for (int i = 0; i < ids.size(); i++) {
            int share = count / ids.size() + (i < count % ids.size() ? 1 : 0);
            for (int end = next + share; next < end; next++) {
              targets.get(ids.get(i)).add(topic, next);
            }
          }
        });
    Map<String, PartitionSet> built = new HashMap<>();
    targets.forEach((id, builder) -> built.put(id, builder.build()));
    return built;
  }
}
