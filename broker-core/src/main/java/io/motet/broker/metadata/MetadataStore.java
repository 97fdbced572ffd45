package io.motet.broker.metadata;

import io.motet.broker.shard.Shard;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * All durable metadata, and the only way to change it.
 *
 * <p>Every change runs on one shard, one after the other: that gives all virtual hosts one order of
 * changes without a lock, and lets many of them share one force of the journal. A change first
 * checks, then applies itself in memory, then is appended; its future completes when it is durable.
 * Others may see it a little earlier than its author is told.
 *
 * <p>Life: {@link #recovered} and {@link #recoveredDelete} while the journal opens, then {@link
 * #start}.
 */
public final class MetadataStore {
  private final ConcurrentNavigableMap<String, byte[]> values = new ConcurrentSkipListMap<>();
  private Shard shard;
  private MetadataLog log;

  /** A record found in the journal. */
  public void recovered(String key, byte[] value) {
    values.put(key, value);
  }

  /** A removal found in the journal. */
  public void recoveredDelete(String key) {
    values.remove(key);
  }

  /** From now on changes are made on this shard and go to this log. */
  public void start(Shard metadataShard, MetadataLog metadataLog) {
    this.shard = metadataShard;
    this.log = metadataLog;
  }

  /** The shard on which all changes run. */
  public Shard shard() {
    return shard;
  }

  /**
   * Runs a change on the metadata shard, inline when called there. When the function throws,
   * nothing is written and the future fails with what it threw.
   *
   * @return the function's result; completes on the metadata shard
   */
  public <T> CompletableFuture<T> change(Function<MetadataChange, T> function) {
    CompletableFuture<T> result = new CompletableFuture<>();
    shard.run(() -> perform(function, result));
    return result;
  }

  private <T> void perform(Function<MetadataChange, T> function, CompletableFuture<T> result) {
    MetadataChange change = new MetadataChange();
    T value;
    try {
      value = function.apply(change);
    } catch (RuntimeException | Error e) {
      // Errors too, such as a pattern too deep for the stack: its author waits for the answer.
      result.completeExceptionally(e);
      return;
    }
    store(change)
        .whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(failure);
              }
            });
  }

  private CompletableFuture<Void> store(MetadataChange change) {
    if (change.records().isEmpty()) {
      return change.afterEarlierOnes() ? log.barrier() : CompletableFuture.completedFuture(null);
    }
    for (MetadataLog.Entry record : change.records()) {
      if (record.value() == null) {
        values.remove(record.key());
      } else {
        values.put(record.key(), record.value());
      }
    }
    return log.append(change.records());
  }

  /** Hands over the records whose key begins with these parts, in key order. */
  public void forEach(String kind, BiConsumer<String, Fields> reader) {
    String from = kind + "/";
    String to = kind + "0"; // '0' follows '/'
    values.subMap(from, to).forEach((key, value) -> reader.accept(key, Fields.decode(value)));
  }

  /** Null when absent. */
  public Fields get(String key) {
    byte[] value = values.get(key);
    return value == null ? null : Fields.decode(value);
  }

  /** Whether nothing was ever stored: the first start. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Hands over all records, for a checkpoint. Any thread; changes meanwhile may be missing. */
  public void dump(BiConsumer<String, byte[]> sink) {
    for (Map.Entry<String, byte[]> entry : values.entrySet()) {
      sink.accept(entry.getKey(), entry.getValue());
    }
  }
}
