package io.motet.kafka.group;

import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.runtime.Entropy;
import io.motet.broker.shard.Shard;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;
import io.motet.kafka.transaction.PendingOffset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All groups. They live on the metadata shard, where their offsets become durable anyway; {@link
 * #run} gets there. Members are durable too: after a restart they go on, with sessions that begin
 * anew. A group without members may change its protocol.
 */
public final class GroupCoordinator {
  private final MetadataStore store;
  private final Shard shard;
  private final ReadableTopics topics;
  private final GroupOptions options;
  private final OffsetStore offsets;
  private final GroupRecords records;
  private final Supplier<String> chance;
  private final Map<String, Group> groups = new HashMap<>();

  /**
   * Loads the committed offsets, and the classic groups of an earlier process.
   *
   * @param entropy for the ids of members
   */
  public GroupCoordinator(
      MetadataStore store, ReadableTopics topics, GroupOptions options, Entropy entropy) {
    this.store = store;
    this.shard = store.shard();
    this.topics = topics;
    this.options = options;
    this.offsets = new OffsetStore(store);
    this.records = new GroupRecords(store);
    this.chance = () -> entropy.madeUpName("");
    offsets.load();
    revive(GroupType.CLASSIC, this::reviveClassic);
    new OffsetExpiry(this, offsets, options).begin();
  }

  /** Takes up the groups of a type that an earlier process had. Before the first request. */
  public void revive(GroupType type, Function<SavedGroup, Group> revival) {
    records.all(type).forEach(saved -> groups.put(saved.id(), revival.apply(saved)));
  }

  /** Runs the task where groups live. Any thread. */
  public void run(Runnable task) {
    shard.run(task);
  }

  /** An unguessable id for a member that brings none. */
  public String newMemberId() {
    return chance.get();
  }

  /** Time as groups see it. */
  public GroupTimers timers() {
    return GroupTimers.of(shard);
  }

  /** Where groups are remembered. */
  public GroupLog log() {
    return records;
  }

  /** The topics that groups read. */
  public ReadableTopics topics() {
    return topics;
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
    Group group = find(id);
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
  public Group find(String id) {
    Group group = groups.get(id);
    return group != null || offsets.of(id).isEmpty() ? group : findOrCreate(id);
  }

  /** Null when there is no such group, or one of another type. */
  public <G extends Group> G find(String id, Class<G> type) {
    Group group = find(id);
    return type.isInstance(group) ? type.cast(group) : null;
  }

  /** Of whatever type it is; a new one is classic. */
  private Group findOrCreate(String id) {
    return groups.computeIfAbsent(id, this::newClassic);
  }

  private ClassicGroup newClassic(String id) {
    return new ClassicGroup(id, options, timers(), records, chance);
  }

  private ClassicGroup reviveClassic(SavedGroup saved) {
    ClassicGroup group = newClassic(saved.id());
    group.revive(saved);
    return group;
  }

  /** As {@link #findOrCreate(String, Class, Function)}, for classic groups. */
  ClassicGroup findOrCreateClassic(String id) {
    return findOrCreate(id, ClassicGroup.class, this::newClassic);
  }

  /**
   * The group of that type, made when there is none. Without members, a classic group takes on the
   * type that its first member asks for, and others but share groups become classic again; offsets
   * stay.
   *
   * @return null when there is a group of another type that must stay what it is
   */
  public <G extends Group> G findOrCreate(String id, Class<G> type, Function<String, G> maker) {
    Group there = find(id);
    if (type.isInstance(there)) {
      return type.cast(there);
    }
    if (there != null && !mayBecome(there, type)) {
      return null;
    }
    G made = maker.apply(id);
    if (there != null) {
      replace(there, made);
    }
    groups.put(id, made);
    return made;
  }

  private static boolean mayBecome(Group there, Class<? extends Group> type) {
    boolean classicAgain = type == ClassicGroup.class && there.type() != GroupType.SHARE;
    return there.isEmpty() && (there.type() == GroupType.CLASSIC || classicAgain);
  }

  /** What a classic group with members would leave; null when there is none of that id. */
  public HandOver handOver(String id) {
    ClassicGroup group = find(id, ClassicGroup.class);
    return group == null || group.isEmpty() ? null : group.handOver();
  }

  /** A group takes the place of a classic one, with its members. */
  public void takeOver(Group made) {
    ClassicGroup old = find(made.id(), ClassicGroup.class);
    old.handedOver();
    records.forget(made.id());
    groups.put(made.id(), made);
  }

  private void replace(Group old, Group made) {
    old.kill();
    store.change(
        change -> {
          old.forget(change);
          if (made.type() == GroupType.CLASSIC) {
            records.delete(change, old.id());
          }
          return null;
        });
  }

  /** All that have members or offsets, and those that are remembered without. */
  Collection<Group> all() {
    offsets.groups().forEach(this::findOrCreate);
    return List.copyOf(groups.values());
  }

  /** Forgets a group without members, with its offsets. */
  CompletableFuture<ErrorCode> delete(String id) {
    Group group = find(id);
    if (group == null) {
      return CompletableFuture.completedFuture(ErrorCode.GROUP_ID_NOT_FOUND);
    }
    if (!group.isEmpty()) {
      return CompletableFuture.completedFuture(ErrorCode.NON_EMPTY_GROUP);
    }
    group.kill();
    groups.remove(id);
    return store.change(
        change -> {
          offsets.delete(change, id, List.copyOf(offsets.of(id).keySet()));
          group.forget(change);
          records.delete(change, id);
          return ErrorCode.NONE;
        });
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
              ReadableTopic topic = topics.find(partition.topic());
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
