package io.motet.kafka.group.consumer;

import io.motet.kafka.group.modern.MemberIdentity;
import io.motet.kafka.group.modern.PartitionSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a member says in a heartbeat; what has not changed since the last one is not said.
 *
 * @param epoch 0 joins; that of its last answer otherwise
 * @param rebalanceTimeoutMillis -1 when not said
 * @param names of topics, or null
 * @param pattern for names of topics, or null; empty for no pattern any more
 * @param assignor that it would have, or null
 * @param owned partitions that it holds, or null
 * @param visible topics that it may know of
 */
record MemberReport(
    MemberIdentity identity,
    int epoch,
    int rebalanceTimeoutMillis,
    Set<String> names,
    String pattern,
    String assignor,
    PartitionSet owned,
    Predicate<String> visible) {
  /** Whether the client says all, as it does when it is not sure what the broker knows. */
  boolean isFull() {
    boolean all =
        rebalanceTimeoutMillis >= 0 && (names != null || pattern != null) && owned != null;
    return epoch == 0 || all;
  }
}
