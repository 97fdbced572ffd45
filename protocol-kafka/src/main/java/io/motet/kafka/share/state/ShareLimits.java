package io.motet.kafka.share.state;

/**
 * What applies to the partitions of a share group.
 *
 * @param maxDeliveryCount how often a record is given out at most
 * @param maxInFlight most records from the first that is not settled to the last given out
 * @param lockMillis how long a member may keep a record
 */
public record ShareLimits(int maxDeliveryCount, int maxInFlight, int lockMillis) {}
