package io.motet.kafka.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets offsets that have been of no use for long, and groups without members and offsets, by
 * Kafka's rules (KIP-211). On the groups' thread only.
 */
final class OffsetExpiry {
  private static final Logger LOG = LoggerFactory.getLogger(OffsetExpiry.class);

  private final GroupCoordinator coordinator;
  private final OffsetStore offsets;
  private final GroupOptions options;

  OffsetExpiry(GroupCoordinator coordinator, OffsetStore offsets, GroupOptions options) {
    this.coordinator = coordinator;
    this.offsets = offsets;
    this.options = options;
  }

  /** Looks again and again from now on. */
  void begin() {
    coordinator
        .timers()
        .schedule(
            options.retentionCheckMillis(),
            () -> {
              begin();
              coordinator.all().forEach(this::look);
            });
  }

  private void look(Group group) {
    if (group.type() == GroupType.SHARE) {
      // What a share group has read is the state of its partitions, and not an offset.
      return;
    }
    Map<TopicPartition, CommittedOffset> there = offsets.of(group.id());
    List<TopicPartition> expired = new ArrayList<>();
    there.forEach(
        (partition, offset) -> {
          if (isExpired(group, partition, offset)) {
            expired.add(partition);
          }
        });
    if (group.isEmpty() && expired.size() == there.size()) {
      LOG.info(
          "group '{}' has no members and no offsets that are still kept: forgotten", group.id());
      coordinator.delete(group.id());
    } else if (!expired.isEmpty()) {
      LOG.info(
          "group '{}': {} offsets were kept long enough: forgotten", group.id(), expired.size());
      offsets.delete(group.id(), expired);
    }
  }

  private boolean isExpired(Group group, TopicPartition partition, CommittedOffset offset) {
    long since = group.keptSinceMillis(offset);
    if (since == Group.IN_USE || group.isSubscribedTo(partition.topic())) {
      return false;
    }
    long end =
        offset.expiresAtMillis() == CommittedOffset.NOT_SAID
            ? since + options.retentionMillis()
            : offset.expiresAtMillis();
    return coordinator.nowMillis() >= end;
  }
}
