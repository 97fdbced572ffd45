package io.motet.management.view;

import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Topics' facts. A partition that nobody has used since the start counts nothing. */
public final class TopicView {
  private TopicView() {}

  public static Map<String, Object> listed(String virtualHost, Topic topic) {
    return Facts.of(
        "name", topic.name(),
        "vhost", virtualHost,
        "id", topic.id().toString(),
        "internal", topic.internal(),
        "partitions", topic.partitionCount(),
        "messages", sum(topic, partition -> partition.highWatermark() - partition.logStartOffset()),
        "message_bytes", sum(topic, Partition::sizeBytes),
        "configs", new TreeMap<>(topic.config().own()));
  }

  /** With each partition. */
  public static Map<String, Object> alone(String virtualHost, Topic topic) {
    Map<String, Object> facts = listed(virtualHost, topic);
    List<Map<String, Object>> details = new ArrayList<>();
    for (int i = 0; i < topic.partitionCount(); i++) {
      details.add(partition(topic.partition(i)));
    }
    facts.put("partition_details", details);
    return facts;
  }

  private static Map<String, Object> partition(Partition partition) {
    return Facts.of(
        "partition", partition.index(),
        "log_start_offset", partition.logStartOffset(),
        "high_watermark", partition.highWatermark(),
        "last_stable_offset", partition.lastStableOffset(),
        "message_bytes", partition.sizeBytes());
  }

  private static long sum(Topic topic, ToLongFunction<Partition> figure) {
    long sum = 0;
    for (int i = 0; i < topic.partitionCount(); i++) {
      Partition partition = topic.partition(i);
      sum += partition.isOpen() ? figure.applyAsLong(partition) : 0;
    }
    return sum;
  }
}
