package io.motet.kafka.group.streams;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.message.StreamsGroupDescribeRequest;
import io.motet.kafka.message.StreamsGroupDescribeResponse;
import io.motet.kafka.message.StreamsGroupDescribeResponse.DescribedGroup;
import io.motet.kafka.message.StreamsGroupDescribeResponse.KeyValue;
import io.motet.kafka.message.StreamsGroupDescribeResponse.Member;
import io.motet.kafka.message.StreamsGroupDescribeResponse.TaskIds;
import io.motet.kafka.message.StreamsGroupDescribeResponse.TopicInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Shows the groups of Streams applications, with topology and members. */
public final class StreamsGroupDescribeHandler
    implements RequestHandler<StreamsGroupDescribeRequest> {
  private final StreamsGroups groups;
  private final Authorizer authorizer;

  /** For all groups. */
  public StreamsGroupDescribeHandler(StreamsGroups groups, Authorizer authorizer) {
    this.groups = groups;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(StreamsGroupDescribeRequest request, RequestContext context) {
    groups.run(
        () -> {
          StreamsGroupDescribeResponse response = new StreamsGroupDescribeResponse();
          request.groupIds.forEach(id -> response.groups.add(describe(id, context)));
          context.reply(response);
        });
  }

  private DescribedGroup describe(String id, RequestContext context) {
    if (!authorizer.mayGroup(context.session(), Operation.DESCRIBE, id)) {
      return error(id, ErrorCode.GROUP_AUTHORIZATION_FAILED, null);
    }
    try {
      return describe(groups.get(id), context);
    } catch (GroupException e) {
      return error(id, e.code(), e.getMessage());
    }
  }

  private DescribedGroup describe(StreamsGroup group, RequestContext context) {
    DescribedGroup described = new DescribedGroup();
    described.groupId = group.id();
    described.groupState = group.stateTitle();
    described.groupEpoch = group.epoch();
    described.assignmentEpoch = group.targetEpoch();
    described.assignorName = StickyTaskAssignor.NAME;
    described.topology = new StreamsGroupDescribeResponse.Topology();
    described.topology.subtopologies = new ArrayList<>();
    Topology topology = group.topology();
    if (topology != null) {
      boolean visible =
          topology.requiredTopics().stream()
              .allMatch(name -> authorizer.mayTopic(context.session(), Operation.DESCRIBE, name));
      if (!visible) {
        return error(
            group.id(),
            ErrorCode.TOPIC_AUTHORIZATION_FAILED,
            "The described group uses topics that the client is not authorized to describe.");
      }
      described.topology.epoch = topology.epoch();
      topology
          .subtopologies()
          .forEach(one -> described.topology.subtopologies.add(describe(one, group.plan())));
    }
    for (StreamsMember member : group.members()) {
      described.members.add(describe(member, group.target(member.id())));
    }
    return described;
  }

  private static StreamsGroupDescribeResponse.Subtopology describe(
      Subtopology subtopology, TopologyPlan plan) {
    StreamsGroupDescribeResponse.Subtopology described =
        new StreamsGroupDescribeResponse.Subtopology();
    described.subtopologyId = subtopology.id();
    described.sourceTopics = subtopology.sources();
    described.repartitionSinkTopics = subtopology.repartitionSinks();
    int count = plan.taskCounts().getOrDefault(subtopology.id(), 0);
    subtopology
        .changelogs()
        .forEach(topic -> described.stateChangelogTopics.add(describe(topic, count)));
    subtopology
        .repartitionSources()
        .forEach(
            topic -> described.repartitionSourceTopics.add(describe(topic, topic.partitions())));
    return described;
  }

  private static TopicInfo describe(InternalTopic topic, int partitions) {
    TopicInfo info = new TopicInfo();
    info.name = topic.name();
    info.partitions = partitions;
    info.replicationFactor = topic.replicationFactor();
    info.topicConfigs = pairs(topic.configs());
    return info;
  }

  private static List<KeyValue> pairs(Map<String, String> map) {
    List<KeyValue> pairs = new ArrayList<>();
    new TreeMap<>(map)
        .forEach(
            (key, value) -> {
              KeyValue pair = new KeyValue();
              pair.key = key;
              pair.value = value;
              pairs.add(pair);
            });
    return pairs;
  }

  private static Member describe(StreamsMember member, Tasks target) {
    Member described = new Member();
    described.memberId = member.id();
    described.memberEpoch = member.epoch();
    described.rackId = member.identity().rackId();
    described.clientId = member.identity().clientId();
    described.clientHost = member.identity().clientHost();
    StreamsProfile profile = member.profile();
    described.topologyEpoch = profile.topologyEpoch();
    described.processId = profile.processId();
    described.clientTags = pairs(profile.tags());
    if (profile.endpoint() != null) {
      described.userEndpoint = new StreamsGroupDescribeResponse.Endpoint();
      described.userEndpoint.host = profile.endpoint().host();
      described.userEndpoint.port = profile.endpoint().port();
    }
    described.assignment = assignment(member.assigned());
    described.targetAssignment = assignment(target == null ? Tasks.NONE : target);
    return described;
  }

  private static StreamsGroupDescribeResponse.Assignment assignment(Tasks tasks) {
    StreamsGroupDescribeResponse.Assignment assignment =
        new StreamsGroupDescribeResponse.Assignment();
    assignment.activeTasks = taskIds(tasks.active());
    assignment.standbyTasks = taskIds(tasks.standby());
    return assignment;
  }

  private static List<TaskIds> taskIds(Set<TaskId> tasks) {
    List<TaskIds> all = new ArrayList<>();
    EndpointAnswers.taskIds(tasks)
        .forEach(
            from -> {
              TaskIds ids = new TaskIds();
              ids.subtopologyId = from.subtopologyId;
              ids.partitions = from.partitions;
              all.add(ids);
            });
    return all;
  }

  private static DescribedGroup error(String id, ErrorCode code, String text) {
    DescribedGroup group = new DescribedGroup();
    group.groupId = id;
    group.errorCode = code.code();
    group.errorMessage = text == null ? code.text() : text;
    return group;
  }
}
