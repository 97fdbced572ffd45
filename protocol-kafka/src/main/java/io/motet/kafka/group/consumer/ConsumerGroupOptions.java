package io.motet.kafka.group.consumer;

/**
 * Limits of consumer groups.
 *
 * @param sessionTimeoutMillis how long a member may be silent
 * @param heartbeatIntervalMillis how often members are to be heard of
 * @param maxSize members of a group
 * @param patternRefreshMillis how long new topics may go unnoticed by those who subscribe to a
 *     pattern
 */
public record ConsumerGroupOptions(
    int sessionTimeoutMillis, int heartbeatIntervalMillis, int maxSize, int patternRefreshMillis) {}
