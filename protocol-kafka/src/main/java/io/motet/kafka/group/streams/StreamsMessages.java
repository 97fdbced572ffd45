package io.motet.kafka.group.streams;

import io.motet.kafka.group.modern.MemberIdentity;
import io.motet.kafka.message.StreamsGroupHeartbeatRequest;
import io.motet.kafka.message.StreamsGroupHeartbeatRequest.KeyValue;
import io.motet.kafka.message.StreamsGroupHeartbeatRequest.TaskIds;
import io.motet.kafka.message.StreamsGroupHeartbeatRequest.TopicInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads what members send. */
final class StreamsMessages {
  private StreamsMessages() {}

  static StreamsReport report(
      StreamsGroupHeartbeatRequest request, String clientId, String clientHost) {
    StreamsProfile profile =
        new StreamsProfile(
            request.topology == null ? -1 : request.topology.epoch,
            request.processId,
            request.userEndpoint == null
                ? null
                : new StreamsProfile.Endpoint(request.userEndpoint.host, request.userEndpoint.port),
            request.clientTags == null ? null : map(request.clientTags),
            request.rebalanceTimeoutMs);
    return new StreamsReport(
        new MemberIdentity(request.memberId, null, request.rackId, clientId, clientHost),
        request.memberEpoch,
        profile,
        topology(request.topology),
        request.activeTasks == null
            ? null
            : new Tasks(tasks(request.activeTasks), tasks(request.standbyTasks)),
        request.shutdownApplication,
        request.endpointInformationEpoch);
  }

  private static Map<String, String> map(List<KeyValue> pairs) {
    Map<String, String> map = new HashMap<>();
    pairs.forEach(pair -> map.put(pair.key, pair.value));
    return map;
  }

  private static Set<TaskId> tasks(List<TaskIds> lists) {
    Set<TaskId> tasks = new TreeSet<>();
    for (TaskIds list : lists) {
      for (int partition : list.partitions) {
        tasks.add(new TaskId(list.subtopologyId, partition));
      }
    }
    return tasks;
  }

  private static Topology topology(StreamsGroupHeartbeatRequest.Topology said) {
    if (said == null) {
      return null;
    }
    List<Subtopology> subtopologies = new ArrayList<>();
    said.subtopologies.forEach(one -> subtopologies.add(subtopology(one)));
    subtopologies.sort(Comparator.comparing(Subtopology::id));
    return new Topology(said.epoch, subtopologies);
  }

  private static Subtopology subtopology(StreamsGroupHeartbeatRequest.Subtopology said) {
    List<Set<String>> copartitioned = new ArrayList<>();
    for (StreamsGroupHeartbeatRequest.CopartitionGroup group : said.copartitionGroups) {
      Set<String> names = new TreeSet<>();
      for (short index : group.sourceTopics) {
        names.add(said.sourceTopics.get(index));
      }
      for (short index : group.repartitionSourceTopics) {
        names.add(said.repartitionSourceTopics.get(index).name);
      }
      copartitioned.add(names);
    }
    return new Subtopology(
        said.subtopologyId,
        List.copyOf(said.sourceTopics),
        internal(said.repartitionSourceTopics),
        List.copyOf(said.repartitionSinkTopics),
        internal(said.stateChangelogTopics),
        copartitioned);
  }

  private static List<InternalTopic> internal(List<TopicInfo> infos) {
    return infos.stream()
        .map(
            info ->
                new InternalTopic(
                    info.name, info.partitions, info.replicationFactor, map(info.topicConfigs)))
        .toList();
  }
}
