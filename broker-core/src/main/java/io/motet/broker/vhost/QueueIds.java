package io.motet.broker.vhost;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.metadata.MetadataStore;

/**
 * Gives queues their ids, none of them twice in the life of the data directory: the journal tells
 * the messages of a deleted queue from those of a later one by it. Ids are reserved in blocks, and
 * each block well before its first id is used. On the metadata shard only.
 */
final class QueueIds {
  private static final String KEY = MetadataKey.of("counter", "queue-id");
  private static final long BLOCK = 1024;

  private long next = 1;
  private long reservedUntil = 1;

  /** Goes on behind all that may have been used before. */
  void load(MetadataStore store) {
    Fields stored = store.get(KEY);
    if (stored != null) {
      next = stored.number("until", 1);
      reservedUntil = next;
    }
  }

  long next(MetadataChange change) {
    if (next + BLOCK / 2 >= reservedUntil) {
      reservedUntil = next + BLOCK;
      change.put(KEY, Fields.empty().with("until", reservedUntil));
    }
    return next++;
  }
}
