package io.motet.kafka.group.streams;

import io.motet.broker.metadata.Fields;
import io.motet.kafka.group.modern.MemberFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How a member of a Streams application's group is written as metadata. */
final class StreamsMemberFields {
  private static final String TOPOLOGY_EPOCH = "topology-epoch";
  private static final String PROCESS = "process";
  private static final String ENDPOINT_HOST = "endpoint-host";
  private static final String ENDPOINT_PORT = "endpoint-port";
  private static final String TAGS = "tags";
  private static final String REBALANCE_TIMEOUT = "rebalance-timeout";
  private static final String STATE = "state";
  private static final String ASSIGNED = "assigned";
  private static final String REVOKING = "revoking";
  private static final String TARGET = "target";
  private static final String ACTIVE = "active";
  private static final String STANDBY = "standby";
  private static final String ACTIVE_SINCE = "active-since";

  private StreamsMemberFields() {}

  /**
   * All that a member must have again after a restart.
   *
   * @param target null when it has none
   */
  static Fields of(StreamsMember member, Tasks target) {
    StreamsProfile profile = member.profile();
    TaskStep step = member.step();
    Fields fields =
        MemberFields.of(member)
            .with(TOPOLOGY_EPOCH, profile.topologyEpoch())
            .with(PROCESS, profile.processId())
            .with(TAGS, profile.tags())
            .with(REBALANCE_TIMEOUT, profile.rebalanceTimeoutMillis())
            .with(STATE, step.state().name())
            .with(ASSIGNED, table(step.assigned()))
            .with(REVOKING, table(step.revoking()))
            .with(ACTIVE_SINCE, sinceTable(member.activeSince()));
    if (profile.endpoint() != null) {
      fields
          .with(ENDPOINT_HOST, profile.endpoint().host())
          .with(ENDPOINT_PORT, profile.endpoint().port());
    }
    return fields.with(TARGET, target == null ? null : table(target));
  }

  /** The member, which has its epochs already, has all else too. */
  static void restore(StreamsMember member, Fields fields) {
    String host = fields.text(ENDPOINT_HOST);
    Map<String, String> tags = new HashMap<>();
    fields.table(TAGS).forEach((name, value) -> tags.put(name, (String) value));
    member.describeItself(
        new StreamsProfile(
            (int) fields.number(TOPOLOGY_EPOCH, -1),
            fields.text(PROCESS),
            host == null
                ? null
                : new StreamsProfile.Endpoint(host, (int) fields.number(ENDPOINT_PORT, 0)),
            tags,
            (int) fields.number(REBALANCE_TIMEOUT, -1)));
    member.restore(
        new TaskStep(
            TaskStep.State.valueOf(fields.text(STATE)),
            member.epoch(),
            tasks(fields.table(ASSIGNED)),
            tasks(fields.table(REVOKING))),
        since(fields.table(ACTIVE_SINCE)));
  }

  /** Null when the member has none. */
  static Tasks target(Fields fields) {
    return fields.has(TARGET) ? tasks(fields.table(TARGET)) : null;
  }

  private static Map<String, Object> table(Tasks tasks) {
    return Map.of(ACTIVE, table(tasks.active()), STANDBY, table(tasks.standby()));
  }

  /** The partitions by subtopology. */
  private static Map<String, Object> table(Set<TaskId> tasks) {
    Map<String, List<Integer>> table = new TreeMap<>();
    for (TaskId task : tasks) {
      table.computeIfAbsent(task.subtopology(), id -> new ArrayList<>()).add(task.partition());
    }
    return new TreeMap<>(table);
  }

  private static Tasks tasks(Map<String, Object> table) {
    return new Tasks(taskIds(table.get(ACTIVE)), taskIds(table.get(STANDBY)));
  }

  private static Set<TaskId> taskIds(Object table) {
    Set<TaskId> tasks = new TreeSet<>();
    ((Map<?, ?>) table)
        .forEach(
            (subtopology, partitions) ->
                ((List<?>) partitions)
                    .forEach(one -> tasks.add(new TaskId((String) subtopology, (Integer) one))));
    return tasks;
  }

  /** The tasks by the epoch since which they run. */
  private static Map<String, Object> sinceTable(Map<TaskId, Integer> since) {
    Map<Integer, Set<TaskId>> byEpoch = new TreeMap<>();
    since.forEach(
        (task, epoch) -> byEpoch.computeIfAbsent(epoch, any -> new TreeSet<>()).add(task));
    Map<String, Object> table = new TreeMap<>();
    byEpoch.forEach((epoch, tasks) -> table.put(epoch.toString(), table(tasks)));
    return table;
  }

  private static Map<TaskId, Integer> since(Map<String, Object> table) {
    Map<TaskId, Integer> since = new HashMap<>();
    table.forEach(
        (epoch, tasks) -> taskIds(tasks).forEach(task -> since.put(task, Integer.valueOf(epoch))));
    return since;
  }
}
