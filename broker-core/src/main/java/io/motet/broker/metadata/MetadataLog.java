package io.motet.broker.metadata;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where changes are made durable: the journal, or nothing in a test. On the metadata shard only.
 */
public interface MetadataLog {
  /**
   * Appends the records so that after a crash all or none are there.
   *
   * @return completes, on the metadata shard, when they are durable; later calls complete later
   */
  CompletableFuture<Void> append(List<Entry> records);

  /** Completes, on the metadata shard, when all that was appended before is durable. */
  CompletableFuture<Void> barrier();

  /**
   * A change of one key.
   *
   * @param value null to remove the key
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(String key, byte[] value) {}
}
