package io.motet.broker.group;

import java.util.List;
import java.util.Map;

/**
 * A member of a group.
 *
 * @param id made up when it joined
 * @param instanceId what it is called over restarts, or null
 * @param clientId as its client calls itself
 * @param host where it connects from
 * @param assigned the partitions that it reads, by topic
 */
public record GroupReader(
    String id,
    String instanceId,
    String clientId,
    String host,
    Map<String, List<Integer>> assigned) {}
