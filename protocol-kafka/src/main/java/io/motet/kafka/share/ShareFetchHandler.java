package io.motet.kafka.share;

import io.motet.broker.shard.Shard;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.group.share.ShareGroups;
import io.motet.kafka.message.ShareFetchRequest;
import io.motet.kafka.message.ShareFetchRequest.AcknowledgementBatch;
import io.motet.kafka.message.ShareFetchRequest.FetchPartition;
import io.motet.kafka.message.ShareFetchRequest.FetchTopic;
import io.motet.kafka.message.ShareFetchRequest.ForgottenTopic;
import io.motet.kafka.message.ShareFetchResponse;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Gives records to a member of a share group, and hears what it says of those before. */
public final class ShareFetchHandler implements RequestHandler<ShareFetchRequest> {
  private static final byte RECORD_LIMIT = 1;

  private final ShareGroups groups;
  private final ShareSessions sessions;
  private final ShareParts parts;
  private final ReadableTopics topics;
  private final Authorizer authorizer;
  private final ShareRequests requests;
  private final Shard shard;
  private final int maxBytes;

  /**
   * For all groups.
   *
   * @param shard the groups'
   * @param maxBytes most record bytes of one answer
   */
  public ShareFetchHandler(
      ShareGroups groups,
      ShareSessions sessions,
      ShareParts parts,
      ReadableTopics topics,
      Authorizer authorizer,
      Shard shard,
      int maxBytes) {
    this.groups = groups;
    this.sessions = sessions;
    this.parts = parts;
    this.topics = topics;
    this.authorizer = authorizer;
    this.requests = new ShareRequests(authorizer);
    this.shard = shard;
    this.maxBytes = maxBytes;
  }

  @Override
  public void handle(ShareFetchRequest request, RequestContext context) {
    AckResult refused = requests.check(request.groupId, request.memberId, context);
    refused = refused == null ? checkRenewal(request) : refused;
    if (refused != null) {
      context.reply(error(refused));
      return;
    }
    Acknowledgements acknowledgements = new Acknowledgements(parts, request.groupId);
    request.topics.forEach(topic -> collect(topic, request, acknowledgements, context));
    ShareSession session;
    if (request.shareSessionEpoch == ShareSessions.OPEN) {
      if (!acknowledgements.isEmpty()) {
        context.reply(error(AckResult.of(ErrorCode.INVALID_REQUEST)));
        return;
      }
      session = sessions.open(context.session(), request.groupId, request.memberId);
    } else {
      ShareSessions.Found found =
          sessions.find(
              context.session(), request.groupId, request.memberId, request.shareSessionEpoch);
      if (found.error() != ErrorCode.NONE) {
        context.reply(error(AckResult.of(found.error())));
        return;
      }
      session = found.session();
    }
    update(session, request);
    serve(request, session, acknowledgements, context);
  }

  private static AckResult checkRenewal(ShareFetchRequest request) {
    boolean alsoFetches =
        request.maxBytes != 0
            || request.minBytes != 0
            || request.maxRecords != 0
            || request.maxWaitMs != 0;
    return request.isRenewAck && alsoFetches
        ? new AckResult(
            ErrorCode.INVALID_REQUEST,
            "maxBytes, minBytes, maxRecords and maxWaitMs must be set to 0, if isRenewAck is true.")
        : null;
  }

  private void collect(
      FetchTopic topic,
      ShareFetchRequest request,
      Acknowledgements acknowledgements,
      RequestContext context) {
    for (FetchPartition partition : topic.partitions) {
      AckBatches batches = new AckBatches(request.isRenewAck);
      for (AcknowledgementBatch batch : partition.acknowledgementBatches) {
        batches.add(batch.firstOffset, batch.lastOffset, batch.acknowledgeTypes);
      }
      ShareKey key = new ShareKey(request.groupId, topic.topicId, partition.partitionIndex);
      acknowledgements.add(key, batches, context.session(), topics, authorizer);
    }
  }

  private static void update(ShareSession session, ShareFetchRequest request) {
    for (FetchTopic topic : request.topics) {
      for (FetchPartition partition : topic.partitions) {
        session.add(new ShareKey(request.groupId, topic.topicId, partition.partitionIndex));
      }
    }
    for (ForgottenTopic topic : request.forgottenTopicsData) {
      for (int partition : topic.partitions) {
        session.forget(new ShareKey(request.groupId, topic.topicId, partition));
      }
    }
  }

  private void serve(
      ShareFetchRequest request,
      ShareSession session,
      Acknowledgements acknowledgements,
      RequestContext context) {
    Map<ShareKey, ErrorCode> unreadable = new LinkedHashMap<>();
    List<ShareKey> readable = new ArrayList<>();
    boolean closes = request.shareSessionEpoch == ShareSessions.CLOSE;
    boolean fetches =
        !closes && !request.isRenewAck && request.maxRecords > 0 && request.maxBytes > 0;
    if (fetches) {
      sort(session.reading(), readable, unreadable, context);
    }
    ShareDemand demand =
        new ShareDemand(
            request.maxRecords,
            request.shareAcquireMode != RECORD_LIMIT,
            Math.min(request.maxBytes, maxBytes));
    int waitMillis = unreadable.isEmpty() ? request.maxWaitMs : 0;
    groups.run(
        () -> {
          CompletableFuture<Map<ShareKey, AckResult>> settled =
              acknowledgements.carryOut(session.owner());
          CompletableFuture<PendingShareFetch.Result> fetched =
              fetches
                  ? new PendingShareFetch(parts, session, demand, shard).start(readable, waitMillis)
                  : CompletableFuture.completedFuture(PendingShareFetch.Result.NOTHING);
          settled
              .thenCombine(
                  fetched,
                  (acks, found) ->
                      ShareFetchAnswer.of(
                          found,
                          acks,
                          unreadable,
                          parts.configs().limitsOf(request.groupId).lockMillis()))
              .thenAccept(context::reply);
        });
    if (closes) {
      sessions.end(context.session());
    }
  }

  private void sort(
      List<ShareKey> wanted,
      List<ShareKey> readable,
      Map<ShareKey, ErrorCode> unreadable,
      RequestContext context) {
    for (ShareKey key : wanted) {
      ReadableTopic topic = topics.find(key.topicId());
      if (topic == null) {
        unreadable.put(key, ErrorCode.UNKNOWN_TOPIC_ID);
      } else if (!authorizer.mayTopic(context.session(), Operation.READ, topic.name())) {
        unreadable.put(key, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
      } else {
        readable.add(key);
      }
    }
  }

  private static ShareFetchResponse error(AckResult refused) {
    ShareFetchResponse response = new ShareFetchResponse();
    response.errorCode = refused.error().code();
    response.errorMessage = refused.text();
    return response;
  }
}
