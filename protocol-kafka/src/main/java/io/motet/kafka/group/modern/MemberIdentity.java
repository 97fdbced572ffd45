package io.motet.kafka.group.modern;

/**
 * Who a member is.
 *
 * @param id made up by the client (or, before version 1 of consumer groups, by the broker)
 * @param instanceId of a static member, or null
 * @param rackId null when it does not say
 * @param clientId as the client calls itself
 * @param clientHost where it connects from
 */
public record MemberIdentity(
    String id, String instanceId, String rackId, String clientId, String clientHost) {}
