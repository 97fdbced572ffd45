package io.motet.broker.topic;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.metadata.MetadataStore;

/**
 * The epoch that batches are stamped with: one for all partitions, greater after every start. So a
 * reader that has seen what a loss of power took back finds out, as after a change of leaders.
 */
public final class LeaderEpoch {
  private static final String KEY = MetadataKey.of("counter", "leader-epoch");
  private static final String VALUE = "epoch";

  private LeaderEpoch() {}

  /** The epoch of this start. */
  public static int next(MetadataStore store) {
    Fields stored = store.get(KEY);
    return stored == null ? 0 : (int) stored.number(VALUE, 0) + 1;
  }

  /** Keeps it; blocks until that is durable. */
  public static void save(MetadataStore store, int epoch) {
    store
        .change(
            change -> {
              change.put(KEY, Fields.empty().with(VALUE, epoch));
              return null;
            })
        .join();
  }
}
