package io.motet.kafka.group;

/**
 * Who a request says it comes from.
 *
 * @param instanceId of a static member, or null
 * @param generation -1 for somebody who is in no group
 */
public record MemberClaim(String memberId, String instanceId, int generation) {}
