package io.motet.kafka.group.share;

import io.motet.kafka.group.modern.MemberIdentity;
import io.motet.kafka.group.modern.ModernMember;
import io.motet.kafka.group.modern.PartitionSet;
import java.util.Set;

/** A member of a share group. On the groups' thread only. */
final class ShareMember extends ModernMember {
  private Set<String> topics = Set.of();
  private PartitionSet assigned = PartitionSet.EMPTY;

  ShareMember(MemberIdentity identity) {
    super(identity);
  }

  /** The names that it subscribes to. */
  Set<String> topics() {
    return topics;
  }

  void subscribe(Set<String> names) {
    topics = names;
  }

  /** What it was told to read. */
  PartitionSet assigned() {
    return assigned;
  }

  /** Nobody has to give up anything before it may read. */
  void take(PartitionSet target, int epoch) {
    assigned = target;
    reach(epoch);
  }
}
