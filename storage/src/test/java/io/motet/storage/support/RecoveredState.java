package io.motet.storage.support;

import io.motet.storage.journal.RecoveryListener;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Keeps what recovery tells, as a core would. */
public final class RecoveredState implements RecoveryListener {
  /** A copy in a queue. */
  public record Copy(
      long position, int sizeBytes, int attributes, long expiresAtMillis, int deliveryCount) {}

  private final Map<Long, NavigableMap<Long, Copy>> queues = new HashMap<>();
  private final Map<Long, Long> horizons = new HashMap<>();
  private final Map<String, byte[]> metadata = new HashMap<>();

  public Map<Long, NavigableMap<Long, Copy>> queues() {
    return queues;
  }

  public Map<String, byte[]> metadata() {
    return metadata;
  }

  public Map<Long, Long> horizons() {
    return horizons;
  }

  public NavigableMap<Long, Copy> queue(long queueId) {
    return queues.computeIfAbsent(queueId, id -> new TreeMap<>());
  }

  @Override
  public void metadataPut(String key, byte[] value) {
    metadata.put(key, value);
  }

  @Override
  public void metadataDelete(String key) {
    metadata.remove(key);
  }

  @Override
  public void message(
      long queueId,
      long sequence,
      long position,
      int sizeBytes,
      int attributes,
      long expiresAtMillis,
      int deliveryCount) {
    Copy known = queue(queueId).get(sequence);
    int count = known == null ? deliveryCount : Math.max(known.deliveryCount(), deliveryCount);
    queue(queueId).put(sequence, new Copy(position, sizeBytes, attributes, expiresAtMillis, count));
  }

  @Override
  public void settled(long queueId, long firstSequence, long lastSequence) {
    queue(queueId).subMap(firstSequence, true, lastSequence, true).clear();
  }

  @Override
  public void delivered(long queueId, long firstSequence, long lastSequence, int deliveryCount) {
    queue(queueId)
        .subMap(firstSequence, true, lastSequence, true)
        .replaceAll(
            (sequence, copy) ->
                new Copy(
                    copy.position(),
                    copy.sizeBytes(),
                    copy.attributes(),
                    copy.expiresAtMillis(),
                    deliveryCount));
  }

  @Override
  public void horizon(long queueId, long sequence) {
    horizons.put(queueId, sequence);
  }

  @Override
  public void queueDropped(long queueId) {
    queues.remove(queueId);
    horizons.remove(queueId);
  }
}
