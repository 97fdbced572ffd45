package io.motet.kafka.group.share;

/**
 * Limits of share groups.
 *
 * @param sessionTimeoutMillis how long a member may be silent
 * @param heartbeatIntervalMillis how often members are to be heard of
 * @param maxSize members of a group
 */
public record ShareGroupOptions(
    int sessionTimeoutMillis, int heartbeatIntervalMillis, int maxSize) {}
