package io.motet.kafka.group.modern;

import java.util.Set;
import java.util.UUID;

/**
 * A member as an assignor sees it.
 *
 * @param instanceId of a static member, or null
 * @param topics those that it subscribes to and that there are
 * @param target what it was to read until now
 */
public record MemberSubscription(
    String memberId, String instanceId, Set<UUID> topics, PartitionSet target) {}
