package io.motet.kafka.group.consumer;

import io.motet.kafka.group.modern.PartitionSet;

/**
 * What a member is told in answer to a heartbeat.
 *
 * @param assigned what it may read from now on; null when nothing has changed
 */
record MemberOrders(String memberId, int epoch, PartitionSet assigned) {}
