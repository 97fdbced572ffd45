package io.motet.kafka;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.runtime.Entropy;

/** The cluster's id: made up at the first start, the same ever after. */
final class ClusterIdentity {
  private static final String KEY = "kafka-cluster";
  private static final String ID = "id";

  private ClusterIdentity() {}

  /** Reads it, or makes one durable. Blocks; not on a shard. */
  static String of(MetadataStore store, Entropy entropy) {
    return store
        .change(
            change -> {
              Fields known = store.get(KEY);
              if (known != null) {
                return known.text(ID);
              }
              String id = entropy.madeUpName("");
              change.put(KEY, Fields.empty().with(ID, id));
              return id;
            })
        .join();
  }
}
