package io.motet.kafka.group.streams;

import java.util.List;

/**
 * What a member is told in answer to a heartbeat.
 *
 * @param assigned what it may run from now on; null when nothing has changed
 * @param notices what is to be known of the topology
 * @param toCreate internal topics that are missing
 * @param tellEndpoints whether it does not know which member has which tasks
 */
record StreamsOrders(
    String memberId,
    int epoch,
    Tasks assigned,
    List<TopologyStatus.Notice> notices,
    List<InternalTopic> toCreate,
    boolean tellEndpoints) {}
