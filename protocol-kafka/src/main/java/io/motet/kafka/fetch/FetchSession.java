package io.motet.kafka.fetch;

import io.motet.kafka.message.FetchRequest;
import io.motet.kafka.message.FetchRequest.FetchPartition;
import io.motet.kafka.message.FetchRequest.FetchTopic;
import io.motet.kafka.message.FetchRequest.ForgottenTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The partitions that a client reads, so that it names only what changes (KIP-227). Lives as long
 * as its connection: a client that comes back begins a new one. On the connection's shard.
 */
final class FetchSession {
  private static final int FIRST_EPOCH = 1;

  private final int id;
  private final boolean byId;
  private final Map<PartitionKey, FetchedPartition> partitions = new LinkedHashMap<>();
  private int nextEpoch = FIRST_EPOCH;

  /**
   * @param id not 0
   * @param byId whether topics are named by id
   */
  FetchSession(int id, boolean byId) {
    this.id = id;
    this.byId = byId;
  }

  int id() {
    return id;
  }

  boolean namesTopicsById() {
    return byId;
  }

  int nextEpoch() {
    return nextEpoch;
  }

  /** Epochs go round to 1: 0 begins a session. */
  void advance() {
    nextEpoch = nextEpoch == Integer.MAX_VALUE ? FIRST_EPOCH : nextEpoch + 1;
  }

  Collection<FetchedPartition> partitions() {
    return partitions.values();
  }

  /** Takes over what the request adds, changes and forgets. */
  void update(FetchRequest request) {
    for (ForgottenTopic topic : request.forgottenTopicsData) {
      for (int index : topic.partitions) {
        partitions.remove(new PartitionKey(topic.topic, topic.topicId, index));
      }
    }
    for (FetchedPartition named : partitionsOf(request)) {
      FetchedPartition known = partitions.putIfAbsent(named.key(), named);
      if (known != null) {
        known.wants(named.wanted());
      }
    }
  }

  /** The partitions that a request names. */
  static List<FetchedPartition> partitionsOf(FetchRequest request) {
    List<FetchedPartition> named = new ArrayList<>();
    for (FetchTopic topic : request.topics) {
      for (FetchPartition partition : topic.partitions) {
        PartitionKey key = new PartitionKey(topic.topic, topic.topicId, partition.partition);
        named.add(new FetchedPartition(key, partition));
      }
    }
    return named;
  }
}
