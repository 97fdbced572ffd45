package io.motet.kafka.share;

import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.publish.Transaction;
import io.motet.broker.queue.Queue;
import io.motet.broker.shard.Shard;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.kafka.group.share.ShareGroupEnd;
import io.motet.kafka.queue.QueueTopic;
import io.motet.kafka.queue.ReadableTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** All shared partitions that are in use. On the groups' thread only. */
public final class ShareParts implements ShareGroupEnd {
  private final ReadableTopics topics;
  private final ShareStates store;
  private final ShareConfigs configs;
  private final Shard shard;
  private final Supplier<Transaction> transactions;
  private final Map<ShareKey, CompletableFuture<SharePart>> parts = new HashMap<>();

  /**
   * @param shard the groups'
   * @param transactions make settlements in queues durable, on that shard
   */
  public ShareParts(
      ReadableTopics topics,
      ShareStates store,
      ShareConfigs configs,
      Shard shard,
      Supplier<Transaction> transactions) {
    this.topics = topics;
    this.store = store;
    this.configs = configs;
    this.shard = shard;
    this.transactions = transactions;
    // Topics that were deleted while nobody read them.
    store.delete(store.where(key -> topics.topics().topic(key.topicId()) == null));
  }

  ShareConfigs configs() {
    return configs;
  }

  /**
   * The part, taken up from where the group was when nobody has used it since the start.
   *
   * @return completes on the groups' thread; null when there is no such partition
   */
  CompletableFuture<SharePart> open(ShareKey key) {
    Topic topic = topics.topics().topic(key.topicId());
    Partition log = topic == null ? null : topic.partition(key.partition());
    QueueTopic queue = topic == null ? topics.queues().find(key.topicId()) : null;
    if (log == null && (queue == null || key.partition() != QueueTopic.PARTITION)) {
      drop(key);
      if (hasBegun(key)) {
        store.delete(List.of(key));
      }
      return null;
    }
    CompletableFuture<SharePart> there = parts.get(key);
    if (there == null || there.isCompletedExceptionally()) {
      there = log == null ? open(key, queue.queue()) : open(key, log);
      parts.put(key, there);
    }
    return there;
  }

  private CompletableFuture<SharePart> open(ShareKey key, Partition log) {
    return LogSharePart.open(
            key,
            log,
            store,
            shard,
            configs.limitsOf(key.group()),
            configs.isolationOf(key.group()),
            configs.resetOf(key.group()))
        .thenApply(part -> part);
  }

  private CompletableFuture<SharePart> open(ShareKey key, Queue queue) {
    int lockMillis = configs.limitsOf(key.group()).lockMillis();
    return QueueSharePart.open(queue, shard, lockMillis, transactions.get())
        .thenApply(part -> part);
  }

  /** Null when it is not in use. */
  SharePart inUse(ShareKey key) {
    CompletableFuture<SharePart> there = parts.get(key);
    return there != null && there.isDone() && !there.isCompletedExceptionally()
        ? there.join()
        : null;
  }

  private void drop(ShareKey key) {
    SharePart part = inUse(key);
    if (part != null) {
      part.close();
    }
    parts.remove(key);
  }

  /** Whether the group has ever read it. */
  boolean hasBegun(ShareKey key) {
    return store.load(key) != null;
  }

  /** Every partition that the group has read, now or before. */
  List<ShareKey> of(String group) {
    return store.of(group);
  }

  /** Where a group without members is to go on; completes when that is durable. */
  CompletableFuture<Void> reset(ShareKey key, long offset) {
    drop(key);
    return store.save(
        key,
        new io.motet.kafka.share.state.SharePartitionState(configs.limitsOf(key.group()), offset)
            .encode());
  }

  /** A group without members forgets partitions; completes when that is durable. */
  CompletableFuture<Void> forget(List<ShareKey> keys) {
    keys.forEach(this::drop);
    return store.delete(keys);
  }

  @Override
  public void ended(MetadataChange change, String group) {
    for (ShareKey key : List.copyOf(parts.keySet())) {
      if (key.group().equals(group)) {
        drop(key);
      }
    }
    new ArrayList<>(store.of(group)).forEach(key -> store.delete(change, key));
  }
}
