package io.motet.kafka.share;

import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.kafka.group.share.ShareGroups;
import io.motet.kafka.queue.ReadableTopics;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where share groups are in partitions of topics, to look at and to change. */
public final class ShareOffsets {
  /**
   * Where a group is.
   *
   * @param startOffset the first record that is not settled; -1 when it has not begun to read
   * @param lag records that are not settled; -1 when not known
   */
  record Place(long startOffset, long lag) {
    static final Place UNKNOWN = new Place(-1, -1);
  }

  private final ShareGroups groups;
  private final ShareParts parts;
  private final ReadableTopics topics;

  /** Of all groups. */
  public ShareOffsets(ShareGroups groups, ShareParts parts, ReadableTopics topics) {
    this.groups = groups;
    this.parts = parts;
    this.topics = topics;
  }

  void run(Runnable task) {
    groups.run(task);
  }

  ShareGroups groups() {
    return groups;
  }

  /** Null when there is no such topic. */
  Topic topic(String name) {
    return topics.topics().topic(name);
  }

  /** The name of a topic; null when there is none of that id. */
  String topicName(java.util.UUID id) {
    Topic topic = topics.topics().topic(id);
    return topic == null ? null : topic.name();
  }

  /** Every partition that the group has begun to read. On the groups' thread. */
  List<ShareKey> begun(String group) {
    return parts.of(group);
  }

  /** On the groups' thread, where it completes. */
  CompletableFuture<Place> place(ShareKey key) {
    Topic topic = topics.topics().topic(key.topicId());
    Partition log = topic == null ? null : topic.partition(key.partition());
    if (log == null || !parts.hasBegun(key)) {
      return CompletableFuture.completedFuture(Place.UNKNOWN);
    }
    return parts
        .open(key)
        .thenApply(
            part ->
                part instanceof LogSharePart shared
                    ? new Place(shared.state().startOffset(), lag(shared))
                    : Place.UNKNOWN);
  }

  private static long lag(LogSharePart part) {
    long unsettled =
        part.log().highWatermark() - part.state().startOffset() - part.state().settledCount();
    return Math.max(0, unsettled);
  }

  /** For a group without members; completes when it is durable. On the groups' thread. */
  CompletableFuture<Void> reset(ShareKey key, long offset) {
    return parts.reset(key, offset);
  }

  /** For a group without members; completes when it is durable. On the groups' thread. */
  CompletableFuture<Void> forget(List<ShareKey> keys) {
    return parts.forget(keys);
  }
}
