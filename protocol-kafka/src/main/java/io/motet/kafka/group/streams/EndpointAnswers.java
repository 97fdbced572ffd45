package io.motet.kafka.group.streams;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.message.StreamsGroupHeartbeatResponse.Endpoint;
import io.motet.kafka.message.StreamsGroupHeartbeatResponse.EndpointToPartitions;
import io.motet.kafka.message.StreamsGroupHeartbeatResponse.TaskIds;
import io.motet.kafka.message.StreamsGroupHeartbeatResponse.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says at which address which partitions' state can be queried. */
final class EndpointAnswers {
  private final Topics topics;

  EndpointAnswers(Topics topics) {
    this.topics = topics;
  }

  List<EndpointToPartitions> of(StreamsGroup group) {
    List<EndpointToPartitions> all = new ArrayList<>();
    for (StreamsMember member : group.members()) {
      StreamsProfile.Endpoint address = member.profile().endpoint();
      if (address != null) {
        EndpointToPartitions one = new EndpointToPartitions();
        one.userEndpoint = new Endpoint();
        one.userEndpoint.host = address.host();
        one.userEndpoint.port = address.port();
        one.activePartitions = partitions(member.assigned().active(), group.topology());
        one.standbyPartitions = partitions(member.assigned().standby(), group.topology());
        all.add(one);
      }
    }
    return all;
  }

  private List<TopicPartition> partitions(Set<TaskId> tasks, Topology topology) {
    List<TopicPartition> all = new ArrayList<>();
    bySubtopology(tasks)
        .forEach(
            (id, indexes) -> {
              Subtopology subtopology = topology.subtopology(id);
              if (subtopology != null) {
                subtopology.allSources().forEach(name -> add(all, name, indexes));
              }
            });
    return all;
  }

  private void add(List<TopicPartition> all, String name, List<Integer> indexes) {
    Topic topic = topics.topic(name);
    if (topic != null) {
      TopicPartition partitions = new TopicPartition();
      partitions.topic = name;
      partitions.partitions =
          indexes.stream()
              .mapToInt(Integer::intValue)
              .filter(index -> index < topic.partitionCount())
              .toArray();
      all.add(partitions);
    }
  }

  private static Map<String, List<Integer>> bySubtopology(Set<TaskId> tasks) {
    Map<String, List<Integer>> indexes = new TreeMap<>();
    for (TaskId task : tasks) {
      indexes.computeIfAbsent(task.subtopology(), id -> new ArrayList<>()).add(task.partition());
    }
    return indexes;
  }

  static List<TaskIds> taskIds(Set<TaskId> tasks) {
    List<TaskIds> all = new ArrayList<>();
    bySubtopology(tasks)
        .forEach(
            (id, indexes) -> {
              TaskIds ids = new TaskIds();
              ids.subtopologyId = id;
              ids.partitions = indexes.stream().mapToInt(Integer::intValue).toArray();
              all.add(ids);
            });
    return all;
  }
}
