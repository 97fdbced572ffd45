package io.motet.kafka.group.streams;

/**
 * Limits of groups of Streams applications.
 *
 * @param sessionTimeoutMillis how long a member may be silent
 * @param heartbeatIntervalMillis how often members are to be heard of
 * @param maxSize members of a group
 * @param standbyReplicas how many other processes keep a copy of a task's state
 */
public record StreamsGroupOptions(
    int sessionTimeoutMillis, int heartbeatIntervalMillis, int maxSize, int standbyReplicas) {}
