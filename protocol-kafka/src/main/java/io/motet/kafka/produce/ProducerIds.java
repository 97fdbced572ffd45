package io.motet.kafka.produce;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataStore;
import java.util.concurrent.CompletableFuture;

/**
 * Hands out ids that no producer ever had. A block of them is made durable before its first is
 * given; what is left of a block when the broker ends is never used. Any thread.
 */
public final class ProducerIds {
  private static final String KEY = "kafka-producer-ids";
  private static final String NEXT = "next";
  private static final int BLOCK = 1000;

  private final MetadataStore store;
  private long next;
  private long blockEnd;

  /** The store remembers which blocks were given. */
  public ProducerIds(MetadataStore store) {
    this.store = store;
  }

  /** A fresh id; completes on any thread, mostly at once. */
  public synchronized CompletableFuture<Long> next() {
    if (next < blockEnd) {
      return CompletableFuture.completedFuture(next++);
    }
    return store
        .change(
            change -> {
              Fields fields = store.get(KEY);
              long start = fields == null ? 0 : fields.number(NEXT, 0);
              change.put(KEY, Fields.empty().with(NEXT, start + BLOCK));
              return start;
            })
        .thenApply(this::useBlock);
  }

  /** Two callers may have asked for a block at once: each has one to take its id from. */
  private synchronized long useBlock(long start) {
    next = start + 1;
    blockEnd = start + BLOCK;
    return start;
  }
}
