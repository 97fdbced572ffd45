package io.motet.storage.simulation;

import java.util.List;

/** What a shard has told the journal, as the model remembers it. */
sealed interface Op {
  record Publish(int messageId, int sizeBytes, List<Target> targets) implements Op {}

  record Target(long queueId, long sequence, long expiresAtMillis) {}

  record Settle(long queueId, long first, long last) implements Op {}

  record Delivered(long queueId, long sequence, int count) implements Op {}

  record Horizon(long queueId, long sequence) implements Op {}

  record Drop(long queueId) implements Op {}

  record Put(String key, byte value) implements Op {}

  record Delete(String key) implements Op {}

  /** All or nothing; with a transaction id, together with the parts on other shards. */
  record Group(long transactionId, List<Op> ops) implements Op {}
}
