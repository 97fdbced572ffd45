package io.motet.kafka.transaction;

import io.motet.broker.metadata.MetadataChange;
import java.util.List;

/** Where offsets of committed transactions go: the groups. On the metadata shard. */
@FunctionalInterface
public interface GroupOffsets {
  /** Commits them together with whatever else is in the change. */
  void commit(MetadataChange change, List<PendingOffset> offsets);
}
