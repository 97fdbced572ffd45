package io.motet.kafka.group;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.metadata.MetadataStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * All committed offsets: in memory, and durable as metadata records. On the metadata shard only,
 * but for the futures.
 */
final class OffsetStore {
  private static final String KIND = "kafka-offset";

  private final MetadataStore store;
  private final Map<String, Map<TopicPartition, CommittedOffset>> byGroup = new HashMap<>();

  OffsetStore(MetadataStore store) {
    this.store = store;
  }

  /** Takes over what is in the store; before the first request. */
  void load() {
    store.forEach(
        KIND,
        (key, fields) -> {
          List<String> parts = MetadataKey.parts(key);
          offsets(parts.get(1))
              .put(
                  new TopicPartition(parts.get(2), Integer.parseInt(parts.get(3))), decode(fields));
        });
  }

  /** Groups that have offsets. */
  List<String> groups() {
    return List.copyOf(byGroup.keySet());
  }

  /** Of one group; empty when it has none. */
  Map<TopicPartition, CommittedOffset> of(String group) {
    return byGroup.getOrDefault(group, Map.of());
  }

  /** Completes when they are durable. */
  CompletableFuture<Void> commit(String group, Map<TopicPartition, CommittedOffset> offsets) {
    return store.change(
        change -> {
          offsets.forEach((partition, offset) -> put(change, group, partition, offset));
          return null;
        });
  }

  /** Commits one with whatever else is in the change. */
  void put(MetadataChange change, String group, TopicPartition partition, CommittedOffset offset) {
    offsets(group).put(partition, offset);
    change.put(key(group, partition), encode(offset));
  }

  /** Completes when that is durable. */
  CompletableFuture<Void> delete(String group, List<TopicPartition> partitions) {
    return store.change(
        change -> {
          delete(change, group, partitions);
          return null;
        });
  }

  /** Deletes some with whatever else is in the change. */
  void delete(MetadataChange change, String group, List<TopicPartition> partitions) {
    Map<TopicPartition, CommittedOffset> offsets = offsets(group);
    for (TopicPartition partition : partitions) {
      if (offsets.remove(partition) != null) {
        change.delete(key(group, partition));
      }
    }
    if (offsets.isEmpty()) {
      byGroup.remove(group);
    }
  }

  private Map<TopicPartition, CommittedOffset> offsets(String group) {
    return byGroup.computeIfAbsent(group, name -> new HashMap<>());
  }

  private static String key(String group, TopicPartition partition) {
    return MetadataKey.of(KIND, group, partition.topic(), Integer.toString(partition.partition()));
  }

  private static Fields encode(CommittedOffset offset) {
    return Fields.empty()
        .with("topic-id", offset.topicId().toString())
        .with("offset", offset.offset())
        .with("leader-epoch", offset.leaderEpoch())
        .with("metadata", offset.metadata())
        .with("committed-at", offset.committedAtMillis())
        .with("expires-at", offset.expiresAtMillis());
  }

  private static CommittedOffset decode(Fields fields) {
    return new CommittedOffset(
        UUID.fromString(fields.text("topic-id")),
        fields.number("offset", 0),
        (int) fields.number("leader-epoch", -1),
        fields.text("metadata"),
        fields.number("committed-at", 0),
        fields.number("expires-at", CommittedOffset.NOT_SAID));
  }
}
