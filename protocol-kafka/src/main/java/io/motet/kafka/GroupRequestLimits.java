package io.motet.kafka;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.api.SizeLimit;
import io.motet.kafka.message.ConsumerGroupHeartbeatRequest;
import io.motet.kafka.message.ConsumerGroupHeartbeatResponse;
import io.motet.kafka.message.JoinGroupRequest;
import io.motet.kafka.message.JoinGroupResponse;
import io.motet.kafka.message.ShareGroupHeartbeatRequest;
import io.motet.kafka.message.ShareGroupHeartbeatResponse;
import io.motet.kafka.message.StreamsGroupHeartbeatRequest;
import io.motet.kafka.message.StreamsGroupHeartbeatResponse;
import io.motet.kafka.message.SyncGroupRequest;
import io.motet.kafka.message.SyncGroupResponse;
import java.util.ArrayList;

/** How large requests may be whose contents groups keep for as long as the member stays. */
final class GroupRequestLimits {
  private final int maxBytes;

  GroupRequestLimits(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  private String text() {
    return "The request is larger than the " + maxBytes + " bytes that are allowed for it.";
  }

  RequestHandler<JoinGroupRequest> join(RequestHandler<JoinGroupRequest> handler) {
    return new SizeLimit<>(
        handler,
        maxBytes,
        () -> {
          JoinGroupResponse answer = new JoinGroupResponse();
          answer.errorCode = ErrorCode.MESSAGE_TOO_LARGE.code();
          answer.generationId = -1;
          answer.protocolName = "";
          return answer;
        });
  }

  RequestHandler<SyncGroupRequest> sync(RequestHandler<SyncGroupRequest> handler) {
    return new SizeLimit<>(
        handler,
        maxBytes,
        () -> {
          SyncGroupResponse answer = new SyncGroupResponse();
          answer.errorCode = ErrorCode.MESSAGE_TOO_LARGE.code();
          return answer;
        });
  }

  RequestHandler<ConsumerGroupHeartbeatRequest> consumer(
      RequestHandler<ConsumerGroupHeartbeatRequest> handler) {
    return new SizeLimit<>(
        handler,
        maxBytes,
        () -> {
          ConsumerGroupHeartbeatResponse answer = new ConsumerGroupHeartbeatResponse();
          answer.errorCode = ErrorCode.INVALID_REQUEST.code();
          answer.errorMessage = text();
          return answer;
        });
  }

  RequestHandler<ShareGroupHeartbeatRequest> share(
      RequestHandler<ShareGroupHeartbeatRequest> handler) {
    return new SizeLimit<>(
        handler,
        maxBytes,
        () -> {
          ShareGroupHeartbeatResponse answer = new ShareGroupHeartbeatResponse();
          answer.errorCode = ErrorCode.INVALID_REQUEST.code();
          answer.errorMessage = text();
          return answer;
        });
  }

  RequestHandler<StreamsGroupHeartbeatRequest> streams(
      RequestHandler<StreamsGroupHeartbeatRequest> handler) {
    return new SizeLimit<>(
        handler,
        maxBytes,
        () -> {
          StreamsGroupHeartbeatResponse answer = new StreamsGroupHeartbeatResponse();
          answer.errorCode = ErrorCode.INVALID_REQUEST.code();
          answer.errorMessage = text();
          answer.status = new ArrayList<>();
          return answer;
        });
  }
}
