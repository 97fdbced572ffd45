package io.motet.storage.simulation;

import io.motet.storage.support.RecoveredState;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a shard's part of the journal must say, by a computation of its own. */
final class ModelState {
  /** A copy; its attributes are the low bits of the message id, so that recovery shows them. */
  record Copy(int messageId, int sizeBytes, long expiresAtMillis, int deliveryCount) {}

  static final int ATTRIBUTE_MASK = 0xffff;

  private final Map<Long, NavigableMap<Long, Copy>> queues = new HashMap<>();
  private final Map<Long, Long> horizons = new HashMap<>();
  private final Map<String, Byte> metadata = new HashMap<>();

  ModelState() {}

  ModelState(ModelState other) {
    other.queues.forEach((id, queue) -> queues.put(id, new TreeMap<>(queue)));
    horizons.putAll(other.horizons);
    metadata.putAll(other.metadata);
  }

  Map<Long, NavigableMap<Long, Copy>> queues() {
    return queues;
  }

  Map<Long, Long> horizons() {
    return horizons;
  }

  Map<String, Byte> metadata() {
    return metadata;
  }

  NavigableMap<Long, Copy> queue(long queueId) {
    return queues.computeIfAbsent(queueId, id -> new TreeMap<>());
  }

  /**
   * Applies an operation.
   *
   * @param transaction whether a transaction that is in doubt counts
   */
  void apply(Op op, boolean transaction) {
    if (op instanceof Op.Publish publish) {
      for (Op.Target target : publish.targets()) {
        queue(target.queueId())
            .put(
                target.sequence(),
                new Copy(publish.messageId(), publish.sizeBytes(), target.expiresAtMillis(), 0));
      }
    } else if (op instanceof Op.Settle settle) {
      queue(settle.queueId()).subMap(settle.first(), true, settle.last(), true).clear();
    } else if (op instanceof Op.Delivered delivered) {
      queue(delivered.queueId())
          .computeIfPresent(
              delivered.sequence(),
              (sequence, copy) ->
                  new Copy(
                      copy.messageId(),
                      copy.sizeBytes(),
                      copy.expiresAtMillis(),
                      delivered.count()));
    } else if (op instanceof Op.Drop drop) {
      queues.remove(drop.queueId());
      horizons.remove(drop.queueId());
    } else if (op instanceof Op.Horizon horizon) {
      horizons.put(horizon.queueId(), horizon.sequence());
    } else if (op instanceof Op.Put put) {
      metadata.put(put.key(), put.value());
    } else if (op instanceof Op.Delete delete) {
      metadata.remove(delete.key());
    } else if (op instanceof Op.Group group && (group.transactionId() == 0 || transaction)) {
      group.ops().forEach(one -> apply(one, transaction));
    }
  }

  /** Whether recovery found just this for a shard. */
  boolean matches(RecoveredState recovered, int shard, int shards) {
    Map<Long, Map<Long, RecoveredState.Copy>> expected = new HashMap<>();
    queues.forEach(
        (id, queue) -> {
          if (!queue.isEmpty()) {
            Map<Long, RecoveredState.Copy> copies = new TreeMap<>();
            queue.forEach((sequence, copy) -> copies.put(sequence, shown(copy)));
            expected.put(id, copies);
          }
        });
    Map<Long, Map<Long, RecoveredState.Copy>> found = new HashMap<>();
    recovered
        .queues()
        .forEach(
            (id, queue) -> {
              if (id % shards == shard && !queue.isEmpty()) {
                Map<Long, RecoveredState.Copy> copies = new TreeMap<>();
                queue.forEach((sequence, copy) -> copies.put(sequence, withoutPosition(copy)));
                found.put(id, copies);
              }
            });
    return expected.equals(found)
        && horizons.equals(horizonsOf(recovered, shard, shards))
        && metadata.equals(metadataOf(recovered, shard));
  }

  private static Map<Long, Long> horizonsOf(RecoveredState recovered, int shard, int shards) {
    Map<Long, Long> found = new HashMap<>(recovered.horizons());
    found.keySet().removeIf(id -> id % shards != shard);
    return found;
  }

  private static Map<String, Byte> metadataOf(RecoveredState recovered, int shard) {
    Map<String, Byte> found = new HashMap<>();
    recovered
        .metadata()
        .forEach(
            (key, value) -> {
              if (key.startsWith("s" + shard + "/")) {
                found.put(key, value[0]);
              }
            });
    return found;
  }

  private static RecoveredState.Copy shown(Copy copy) {
    return new RecoveredState.Copy(
        0,
        copy.sizeBytes(),
        copy.messageId() & ATTRIBUTE_MASK,
        copy.expiresAtMillis(),
        copy.deliveryCount());
  }

  private static RecoveredState.Copy withoutPosition(RecoveredState.Copy copy) {
    return new RecoveredState.Copy(
        0, copy.sizeBytes(), copy.attributes(), copy.expiresAtMillis(), copy.deliveryCount());
  }

  @Override
  public String toString() {
    return queues + " " + horizons + " " + metadata;
  }
}
