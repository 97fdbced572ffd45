package io.motet.kafka.share;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.group.share.ShareGroups;
import io.motet.kafka.message.ShareAcknowledgeRequest;
import io.motet.kafka.message.ShareAcknowledgeRequest.AcknowledgePartition;
import io.motet.kafka.message.ShareAcknowledgeRequest.AcknowledgeTopic;
import io.motet.kafka.message.ShareAcknowledgeRequest.AcknowledgementBatch;
import io.motet.kafka.message.ShareAcknowledgeResponse;
import io.motet.kafka.message.ShareAcknowledgeResponse.PartitionData;
import io.motet.kafka.message.ShareAcknowledgeResponse.ShareAcknowledgeTopicResponse;
import io.motet.kafka.queue.ReadableTopics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A member of a share group says what became of records. Answered when that is durable. */
public final class ShareAcknowledgeHandler implements RequestHandler<ShareAcknowledgeRequest> {
  private final ShareGroups groups;
  private final ShareSessions sessions;
  private final ShareParts parts;
  private final ReadableTopics topics;
  private final Authorizer authorizer;
  private final ShareRequests requests;

  /** For all groups. */
  public ShareAcknowledgeHandler(
      ShareGroups groups,
      ShareSessions sessions,
      ShareParts parts,
      ReadableTopics topics,
      Authorizer authorizer) {
    this.groups = groups;
    this.sessions = sessions;
    this.parts = parts;
    this.topics = topics;
    this.authorizer = authorizer;
    this.requests = new ShareRequests(authorizer);
  }

  @Override
  public void handle(ShareAcknowledgeRequest request, RequestContext context) {
    AckResult refused = requests.check(request.groupId, request.memberId, context);
    if (refused != null) {
      context.reply(error(refused));
      return;
    }
    ShareSessions.Found found = findSession(request, context);
    ShareSession session = found.session();
    if (session == null) {
      context.reply(error(AckResult.of(found.error())));
      return;
    }
    Acknowledgements acknowledgements = new Acknowledgements(parts, request.groupId);
    for (AcknowledgeTopic topic : request.topics) {
      for (AcknowledgePartition partition : topic.partitions) {
        AckBatches batches = new AckBatches(request.isRenewAck);
        for (AcknowledgementBatch batch : partition.acknowledgementBatches) {
          batches.add(batch.firstOffset, batch.lastOffset, batch.acknowledgeTypes);
        }
        ShareKey key = new ShareKey(request.groupId, topic.topicId, partition.partitionIndex);
        acknowledgements.add(key, batches, context.session(), topics, authorizer);
      }
    }
    groups.run(
        () ->
            acknowledgements
                .carryOut(session.owner())
                .thenAccept(results -> context.reply(answer(request.groupId, results))));
    if (request.shareSessionEpoch == ShareSessions.CLOSE) {
      sessions.end(context.session());
    }
  }

  private ShareSessions.Found findSession(ShareAcknowledgeRequest request, RequestContext context) {
    return request.shareSessionEpoch == ShareSessions.OPEN
        ? new ShareSessions.Found(null, ErrorCode.INVALID_SHARE_SESSION_EPOCH)
        : sessions.find(
            context.session(), request.groupId, request.memberId, request.shareSessionEpoch);
  }

  private static ShareAcknowledgeResponse error(AckResult refused) {
    ShareAcknowledgeResponse response = new ShareAcknowledgeResponse();
    response.errorCode = refused.error().code();
    response.errorMessage = refused.text();
    return response;
  }

  private ShareAcknowledgeResponse answer(String group, Map<ShareKey, AckResult> results) {
    ShareAcknowledgeResponse response = new ShareAcknowledgeResponse();
    response.acquisitionLockTimeoutMs = parts.configs().limitsOf(group).lockMillis();
    Map<UUID, ShareAcknowledgeTopicResponse> byTopic = new LinkedHashMap<>();
    results.forEach(
        (key, result) -> {
          PartitionData data = new PartitionData();
          data.partitionIndex = key.partition();
          data.errorCode = result.error().code();
          data.errorMessage = result.text();
          byTopic.computeIfAbsent(key.topicId(), id -> topic(id, response)).partitions.add(data);
        });
    return response;
  }

  private static ShareAcknowledgeTopicResponse topic(UUID id, ShareAcknowledgeResponse response) {
    ShareAcknowledgeTopicResponse topic = new ShareAcknowledgeTopicResponse();
    topic.topicId = id;
    response.responses.add(topic);
    return topic;
  }
}
