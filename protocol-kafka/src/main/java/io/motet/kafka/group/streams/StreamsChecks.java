package io.motet.kafka.group.streams;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.message.StreamsGroupHeartbeatRequest;
import java.util.List;

/** What is wrong with a heartbeat whatever the group, with Kafka's texts. */
final class StreamsChecks {
  /** A member goes for good. */
  static final int LEAVE = -1;

  /** A static member goes for a while. */
  static final int AWAY = -2;

  private StreamsChecks() {}

  static void check(StreamsGroupHeartbeatRequest request) {
    refuseIf(request.memberId.isBlank(), "MemberId can't be empty.");
    refuseIf(request.groupId.isBlank(), "GroupId can't be empty.");
    refuseIf(isBlank(request.instanceId), "InstanceId can't be empty.");
    refuseIf(isBlank(request.rackId), "RackId can't be empty.");
    if (request.memberEpoch == 0) {
      checkJoin(request);
    } else {
      refuseIf(
          request.memberEpoch == AWAY && request.instanceId == null, "InstanceId can't be null.");
      refuseIf(
          request.memberEpoch < AWAY,
          "MemberEpoch is " + request.memberEpoch + ", but must be greater than or equal to -2.");
      refuseIf(request.topology != null, "Topology can only be provided when (re-)joining.");
    }
    boolean some =
        request.activeTasks != null || request.standbyTasks != null || request.warmupTasks != null;
    boolean all =
        request.activeTasks != null && request.standbyTasks != null && request.warmupTasks != null;
    refuseIf(some && !all, "If one task-type is non-null, all must be non-null.");
    refuseIf(request.instanceId != null, "Static membership is not yet supported.");
  }

  private static void checkJoin(StreamsGroupHeartbeatRequest request) {
    refuseIf(
        request.rebalanceTimeoutMs == -1, "RebalanceTimeoutMs must be provided in first request.");
    refuseIf(isFilled(request.activeTasks), "ActiveTasks must be empty when (re-)joining.");
    refuseIf(isFilled(request.standbyTasks), "StandbyTasks must be empty when (re-)joining.");
    refuseIf(isFilled(request.warmupTasks), "WarmupTasks must be empty when (re-)joining.");
    refuseIf(request.topology == null, "Topology must be non-null when (re-)joining.");
    request.topology.subtopologies.forEach(
        subtopology ->
            subtopology.stateChangelogTopics.forEach(
                topic -> {
                  if (topic.partitions != 0) {
                    throw new GroupException(
                        ErrorCode.STREAMS_INVALID_TOPOLOGY,
                        String.format(
                            "Changelog topic %s must have an undefined partition count, but it is"
                                + " set to %d.",
                            topic.name, topic.partitions));
                  }
                }));
  }

  private static boolean isFilled(List<?> list) {
    return list != null && !list.isEmpty();
  }

  private static boolean isBlank(String text) {
    return text != null && text.isBlank();
  }

  private static void refuseIf(boolean wrong, String text) {
    if (wrong) {
      throw new GroupException(ErrorCode.INVALID_REQUEST, text);
    }
  }
}
