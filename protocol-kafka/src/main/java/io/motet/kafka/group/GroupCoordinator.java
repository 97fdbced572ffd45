package io.motet.kafka.group;

import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.runtime.Entropy;
import io.motet.broker.shard.Shard;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.transaction.PendingOffset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * All groups. They live on the metadata shard, where their offsets become durable anyway; {@link
 * #run} gets there. Members are not durable: after a restart they join again, and find their
 * offsets.
 */
public final class GroupCoordinator {
  private final Shard shard;
  private final Topics topics;
  private final GroupOptions options;
  private final OffsetStore offsets;
  private final Supplier<String> chance;
  private final Map<String, ClassicGroup> groups = new HashMap<>();

  /**
   * Loads the committed offsets.
   *
   * @param entropy for the ids of members
   */
  public GroupCoordinator(
      MetadataStore store, Topics topics, GroupOptions options, Entropy entropy) {
    this.shard = store.shard();
    this.topics = topics;
    this.options = options;
    this.offsets = new OffsetStore(store);
    this.chance = () -> entropy.madeUpName("");
    offsets.load();
  }

  /** Runs the task where groups live. Any thread. */
  public void run(Runnable task) {
    shard.run(task);
  }

  GroupOptions options() {
    return options;
  }

  /** Whether a text may not be committed with an offset. */
  boolean isTooLong(String metadata) {
    return metadata.getBytes(StandardCharsets.UTF_8).length > options.maxMetadataBytes();
  }

  /** Whether a member, or somebody outside of all groups, may commit offsets. */
  ErrorCode mayCommit(String id, MemberClaim claim) {
    ClassicGroup group = find(id);
    if (group == null) {
      return claim.generation() < 0 ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
    }
    return group.mayCommit(claim);
  }

  /** Offsets of a transaction that is committed, in the same change as its end. */
  public void commit(MetadataChange change, List<PendingOffset> pending) {
    for (PendingOffset one : pending) {
      findOrCreate(one.group());
      offsets.put(
          change,
          one.group(),
          new TopicPartition(one.topic(), one.partition()),
          new CommittedOffset(
              one.topicId(), one.offset(), one.leaderEpoch(), one.metadata(), nowMillis()));
    }
  }

  long nowMillis() {
    return shard.currentTimeMillis();
  }

  /** Null when there is no such group. */
  ClassicGroup find(String id) {
    ClassicGroup group = groups.get(id);
    return group != null || offsets.of(id).isEmpty() ? group : findOrCreate(id);
  }

  ClassicGroup findOrCreate(String id) {
    return groups.computeIfAbsent(
        id, name -> new ClassicGroup(name, options, shard::schedule, chance));
  }

  /** All that have members or offsets. */
  Collection<ClassicGroup> all() {
    offsets.groups().forEach(this::findOrCreate);
    return List.copyOf(groups.values());
  }

  /** Forgets a group without members, with its offsets. */
  CompletableFuture<ErrorCode> delete(String id) {
    ClassicGroup group = find(id);
    if (group == null) {
      return CompletableFuture.completedFuture(ErrorCode.GROUP_ID_NOT_FOUND);
    }
    if (group.state() != GroupState.EMPTY) {
      return CompletableFuture.completedFuture(ErrorCode.NON_EMPTY_GROUP);
    }
    group.kill();
    groups.remove(id);
    return offsets
        .delete(id, List.copyOf(offsets.of(id).keySet()))
        .thenApply(deleted -> ErrorCode.NONE);
  }

  /** Commits; completes when durable. Whether the member may is to be asked before. */
  CompletableFuture<Void> commit(String group, Map<TopicPartition, CommittedOffset> committed) {
    findOrCreate(group);
    return offsets.commit(group, committed);
  }

  CompletableFuture<Void> deleteOffsets(String group, List<TopicPartition> partitions) {
    return offsets.delete(group, partitions);
  }

  /** Offsets of a group whose topics are still the same. */
  Map<TopicPartition, CommittedOffset> offsets(String group) {
    Map<TopicPartition, CommittedOffset> current = new LinkedHashMap<>();
    List<TopicPartition> stale = new ArrayList<>();
    offsets
        .of(group)
        .forEach(
            (partition, offset) -> {
              Topic topic = topics.topic(partition.topic());
              if (topic != null && topic.id().equals(offset.topicId())) {
                current.put(partition, offset);
              } else {
                stale.add(partition);
              }
            });
    if (!stale.isEmpty()) {
      offsets.delete(group, stale);
    }
    return current;
  }
}
