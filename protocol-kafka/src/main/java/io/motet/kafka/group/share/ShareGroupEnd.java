package io.motet.kafka.group.share;

import io.motet.broker.metadata.MetadataChange;

/** What else goes with a share group. */
@FunctionalInterface
public interface ShareGroupEnd {
  /** The group is forgotten with this change. On the groups' thread. */
  void ended(MetadataChange change, String group);
}
