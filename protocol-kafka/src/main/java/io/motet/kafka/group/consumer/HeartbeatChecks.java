package io.motet.kafka.group.consumer;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.message.ConsumerGroupHeartbeatRequest;
import java.util.List;

/** What is wrong with a heartbeat whatever the group, with Kafka's texts. */
final class HeartbeatChecks {
  /** A member goes for good. */
  static final int LEAVE = -1;

  private static final int FIRST_WITH_MEMBER_ID = 1;

  private HeartbeatChecks() {}

  static void check(ConsumerGroupHeartbeatRequest request, short version, List<String> assignors) {
    int epoch = request.memberEpoch;
    if ((version >= FIRST_WITH_MEMBER_ID || epoch > 0 || epoch == LEAVE)) {
      refuseIf(request.memberId.isBlank(), "MemberId can't be empty.");
    }
    refuseIf(request.groupId.isBlank(), "GroupId can't be empty.");
    refuseIf(isBlank(request.instanceId), "InstanceId can't be empty.");
    refuseIf(isBlank(request.rackId), "RackId can't be empty.");
    if (epoch == 0) {
      checkJoin(request);
    } else if (epoch == ConsumerGroup.AWAY) {
      refuseIf(request.instanceId == null, "InstanceId can't be null.");
    } else {
      refuseIf(epoch < ConsumerGroup.AWAY, "MemberEpoch is invalid.");
    }
    if (request.serverAssignor != null && !assignors.contains(request.serverAssignor)) {
      throw new GroupException(
          ErrorCode.UNSUPPORTED_ASSIGNOR,
          "ServerAssignor "
              + request.serverAssignor
              + " is not supported. Supported assignors: "
              + String.join(", ", assignors)
              + ".");
    }
  }

  private static void checkJoin(ConsumerGroupHeartbeatRequest request) {
    refuseIf(
        request.rebalanceTimeoutMs == -1, "RebalanceTimeoutMs must be provided in first request.");
    refuseIf(
        request.topicPartitions == null || !request.topicPartitions.isEmpty(),
        "TopicPartitions must be empty when (re-)joining.");
    refuseIf(
        request.subscribedTopicNames == null && request.subscribedTopicRegex == null,
        "Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.");
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
