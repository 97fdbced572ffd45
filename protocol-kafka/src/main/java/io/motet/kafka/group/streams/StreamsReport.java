package io.motet.kafka.group.streams;

import io.motet.kafka.group.modern.MemberIdentity;

/**
 * What a member says in a heartbeat; what has not changed since the last one is not said.
 *
 * @param epoch 0 joins; that of its last answer otherwise
 * @param topology when it joins, else null
 * @param owned tasks that it runs, or null
 * @param shutdown whether the whole application is to end
 * @param endpointEpoch which state of all members' endpoints it knows
 */
record StreamsReport(
    MemberIdentity identity,
    int epoch,
    StreamsProfile profile,
    Topology topology,
    Tasks owned,
    boolean shutdown,
    int endpointEpoch) {}
