package io.motet.kafka.group.consumer;

import io.motet.kafka.group.modern.PartitionSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Who holds which partitions of a group, and since which epoch. On the groups' thread only. */
final class PartitionOwners {
  /** Given for a partition that the member does not hold. */
  static final int NOT_HELD = -1;

  private record Owner(String memberId, int sinceEpoch) {}

  private final Map<UUID, Map<Integer, Owner>> topics = new HashMap<>();

  /** Whether it is with a member other than this one. */
  boolean isTaken(UUID topic, int partition, String memberId) {
    Owner owner = owner(topic, partition);
    return owner != null && !owner.memberId.equals(memberId);
  }

  /** The epoch since which the member holds the partition, or {@link #NOT_HELD}. */
  int heldSince(UUID topic, int partition, String memberId) {
    Owner owner = owner(topic, partition);
    return owner == null || !owner.memberId.equals(memberId) ? NOT_HELD : owner.sinceEpoch;
  }

  /** What a member holds, by the epoch since which it does. */
  Map<Integer, PartitionSet> heldSince(String memberId, PartitionSet held) {
    Map<Integer, PartitionSet.Builder> since = new TreeMap<>();
    held.forEach(
        (topic, partition) -> {
          int epoch = heldSince(topic, partition, memberId);
          if (epoch != NOT_HELD) {
            since.computeIfAbsent(epoch, any -> PartitionSet.builder()).add(topic, partition);
          }
        });
    Map<Integer, PartitionSet> built = new TreeMap<>();
    since.forEach((epoch, partitions) -> built.put(epoch, partitions.build()));
    return built;
  }

  private Owner owner(UUID topic, int partition) {
    return topics.getOrDefault(topic, Map.of()).get(partition);
  }

  /** The member holds these and no others. */
  void change(String memberId, PartitionSet before, PartitionSet after, int epoch) {
    before.minus(after).forEach((topic, partition) -> release(topic, partition, memberId));
    after
        .minus(before)
        .forEach(
            (topic, partition) ->
                topics
                    .computeIfAbsent(topic, id -> new HashMap<>())
                    .put(partition, new Owner(memberId, epoch)));
  }

  private void release(UUID topic, int partition, String memberId) {
    Map<Integer, Owner> partitions = topics.getOrDefault(topic, Map.of());
    Owner owner = partitions.get(partition);
    if (owner != null && owner.memberId.equals(memberId)) {
      partitions.remove(partition);
      if (partitions.isEmpty()) {
        topics.remove(topic);
      }
    }
  }
}
