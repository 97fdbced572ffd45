package io.motet.kafka.group.streams;

import java.util.Map;

/**
 * What a member says of itself.
 *
 * @param topologyEpoch of the topology that it runs
 * @param processId the process that it is part of; empty when it does not say
 * @param endpoint where its state can be queried, or null
 * @param tags of the process
 * @param rebalanceTimeoutMillis how long it may take to give up tasks
 */
record StreamsProfile(
    int topologyEpoch,
    String processId,
    Endpoint endpoint,
    Map<String, String> tags,
    int rebalanceTimeoutMillis) {
  /** An address. */
  record Endpoint(String host, int port) {}

  static final StreamsProfile UNKNOWN = new StreamsProfile(-1, "", null, Map.of(), -1);

  /** Nulls and negative numbers stay as they were. */
  StreamsProfile with(StreamsProfile said) {
    return new StreamsProfile(
        said.topologyEpoch < 0 ? topologyEpoch : said.topologyEpoch,
        said.processId == null ? processId : said.processId,
        said.endpoint == null ? endpoint : said.endpoint,
        said.tags == null ? tags : said.tags,
        said.rebalanceTimeoutMillis < 0 ? rebalanceTimeoutMillis : said.rebalanceTimeoutMillis);
  }
}
