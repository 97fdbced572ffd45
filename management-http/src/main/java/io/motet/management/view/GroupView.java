package io.motet.management.view;

import io.motet.broker.group.GroupDescription;
import io.motet.broker.group.GroupOffset;
import io.motet.broker.group.GroupReader;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Groups' facts. */
public final class GroupView {
  private GroupView() {}

  public static Map<String, Object> listed(String virtualHost, GroupDescription group) {
    return Facts.of(
        "name", group.name(),
        "vhost", virtualHost,
        "type", group.type(),
        "state", group.state(),
        "assignor", group.assignor(),
        "members", group.readers().size(),
        "partitions", partitions(group).values().stream().mapToInt(NavigableSet::size).sum());
  }

  /**
   * With its members, and every partition that it reads or has read.
   *
   * @param topics whose partitions are open where the group has read them
   */
  public static Map<String, Object> alone(
      String virtualHost, GroupDescription group, Topics topics) {
    Map<String, Object> facts = listed(virtualHost, group);
    facts.put("member_details", group.readers().stream().map(GroupView::member).toList());
    List<Map<String, Object>> details = new ArrayList<>();
    partitions(group)
        .forEach(
            (name, indexes) -> {
              Topic topic = topics.topic(name);
              for (int index : indexes) {
                details.add(partition(group, name, index, topic));
              }
            });
    facts.put("partition_details", details);
    return facts;
  }

  /** By topic: what it has read, and what its members are to read. */
  private static Map<String, NavigableSet<Integer>> partitions(GroupDescription group) {
    Map<String, NavigableSet<Integer>> partitions = new TreeMap<>();
    for (GroupOffset one : group.offsets()) {
      partitions.computeIfAbsent(one.topic(), name -> new TreeSet<>()).add(one.partition());
    }
    for (GroupReader reader : group.readers()) {
      reader
          .assigned()
          .forEach(
              (topic, indexes) ->
                  partitions.computeIfAbsent(topic, name -> new TreeSet<>()).addAll(indexes));
    }
    return partitions;
  }

  private static Map<String, Object> member(GroupReader reader) {
    return Facts.of(
        "member_id", reader.id(),
        "instance_id", reader.instanceId(),
        "client_id", reader.clientId(),
        "host", reader.host(),
        "assigned", reader.assigned());
  }

  private static Map<String, Object> partition(
      GroupDescription group, String name, int index, Topic topic) {
    Partition partition = topic == null ? null : topic.partition(index);
    Long offset = group.offset(name, index);
    Long end = partition == null ? null : partition.highWatermark();
    GroupReader reader = group.readerOf(name, index);
    return Facts.of(
        "topic",
        name,
        "partition",
        index,
        "current_offset",
        offset,
        "log_end_offset",
        end,
        "lag",
        offset == null || end == null ? null : Math.max(0, end - offset),
        "member_id",
        reader == null ? null : reader.id(),
        "host",
        reader == null ? null : reader.host(),
        "client_id",
        reader == null ? null : reader.clientId());
  }
}
