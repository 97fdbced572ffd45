package io.motet.kafka.group;

import java.util.Map;

/**
 * What a member asks for when it joins.
 *
 * @param memberId empty for a new one
 * @param instanceId of a static member, or null
 * @param protocols by name, in the order of preference, with what the leader is told
 * @param memberIdRequired whether a new member is given its id and must ask again with it
 * @param canSkipAssignment whether a leader may be told that nothing is to be assigned
 */
public record JoinRequest(
    String memberId,
    String instanceId,
    String clientId,
    String clientHost,
    int sessionTimeoutMillis,
    int rebalanceTimeoutMillis,
    String protocolType,
    Map<String, byte[]> protocols,
    boolean memberIdRequired,
    boolean canSkipAssignment) {}
