package io.motet.kafka.group;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.TxnOffsetCommitRequest;
import io.motet.kafka.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import io.motet.kafka.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.motet.kafka.message.TxnOffsetCommitResponse;
import io.motet.kafka.message.TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition;
import io.motet.kafka.message.TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;
import io.motet.kafka.transaction.PendingOffset;
import io.motet.kafka.transaction.Producer;
import io.motet.kafka.transaction.TransactionCoordinator;
import io.motet.kafka.transaction.TransactionErrors;
import java.util.ArrayList;
import java.util.List;

/** Offsets that a group has when the transaction is committed, and not before. */
public final class TxnOffsetCommitHandler implements RequestHandler<TxnOffsetCommitRequest> {
  private static final int FIRST_THAT_BEGINS = 5;
  private static final int FIRST_WITH_IDS = 6;
  private static final int NEVER = Integer.MAX_VALUE;

  private final GroupCoordinator groups;
  private final TransactionCoordinator transactions;
  private final ReadableTopics topics;
  private final Authorizer authorizer;
  private final GroupAccess access;

  /** For all groups and transactions, over the topics and queues of one virtual host. */
  public TxnOffsetCommitHandler(
      GroupCoordinator groups,
      TransactionCoordinator transactions,
      ReadableTopics topics,
      Authorizer authorizer) {
    this.groups = groups;
    this.transactions = transactions;
    this.topics = topics;
    this.authorizer = authorizer;
    this.access = new GroupAccess(authorizer);
  }

  @Override
  public void handle(TxnOffsetCommitRequest request, RequestContext context) {
    ErrorCode wrong = TransactionErrors.check(authorizer, context, request.transactionalId);
    if (wrong == ErrorCode.NONE) {
      wrong = access.check(context, Operation.READ, request.groupId);
    }
    TxnOffsetCommitResponse response = new TxnOffsetCommitResponse();
    List<PendingOffset> accepted = new ArrayList<>();
    for (TxnOffsetCommitRequestTopic wanted : request.topics) {
      addTopic(request.groupId, wanted, wrong, response, accepted, context);
    }
    if (accepted.isEmpty()) {
      context.reply(response);
    } else {
      transactions.run(() -> commit(request, accepted, response, context));
    }
  }

  private void addTopic(
      String group,
      TxnOffsetCommitRequestTopic wanted,
      ErrorCode refused,
      TxnOffsetCommitResponse response,
      List<PendingOffset> accepted,
      RequestContext context) {
    boolean byId = context.version() >= FIRST_WITH_IDS;
    ReadableTopic topic = byId ? topics.find(wanted.topicId) : topics.find(wanted.name);
    TxnOffsetCommitResponseTopic answer = new TxnOffsetCommitResponseTopic();
    answer.name = wanted.name;
    answer.topicId = wanted.topicId;
    response.topics.add(answer);
    for (TxnOffsetCommitRequestPartition partition : wanted.partitions) {
      String metadata = partition.committedMetadata == null ? "" : partition.committedMetadata;
      ErrorCode code =
          refused == ErrorCode.NONE
              ? check(wanted, topic, partition.partitionIndex, metadata, context)
              : refused;
      TxnOffsetCommitResponsePartition result = new TxnOffsetCommitResponsePartition();
      result.partitionIndex = partition.partitionIndex;
      result.errorCode = code.code();
      answer.partitions.add(result);
      if (code == ErrorCode.NONE) {
        accepted.add(
            new PendingOffset(
                group,
                topic.name(),
                partition.partitionIndex,
                topic.id(),
                partition.committedOffset,
                partition.committedLeaderEpoch,
                metadata));
      }
    }
  }

  private ErrorCode check(
      TxnOffsetCommitRequestTopic wanted,
      ReadableTopic topic,
      int index,
      String metadata,
      RequestContext context) {
    if (topic == null && context.version() >= FIRST_WITH_IDS) {
      return ErrorCode.UNKNOWN_TOPIC_ID;
    }
    String name = topic == null ? wanted.name : topic.name();
    if (!authorizer.mayTopic(context.session(), Operation.READ, name)) {
      return ErrorCode.TOPIC_AUTHORIZATION_FAILED;
    }
    if (topic == null || !topic.hasPartition(index)) {
      return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }
    return groups.isTooLong(metadata) ? ErrorCode.OFFSET_METADATA_TOO_LARGE : ErrorCode.NONE;
  }

  private void commit(
      TxnOffsetCommitRequest request,
      List<PendingOffset> accepted,
      TxnOffsetCommitResponse response,
      RequestContext context) {
    boolean named = !request.memberId.isEmpty() || request.generationIdOrMemberEpoch >= 0;
    ErrorCode wrong =
        named
            ? groups.mayCommit(
                request.groupId,
                new MemberClaim(
                    request.memberId, request.groupInstanceId, request.generationIdOrMemberEpoch))
            : ErrorCode.NONE;
    if (wrong != ErrorCode.NONE) {
      fill(response, wrong);
      context.reply(response);
      return;
    }
    transactions.addOffsets(
        request.transactionalId,
        new Producer(request.producerId, request.producerEpoch),
        accepted,
        context.version() >= FIRST_THAT_BEGINS,
        error -> {
          fill(response, TransactionErrors.forVersion(error, context, NEVER));
          context.reply(response);
        });
  }

  /** What is wrong already stays. */
  private static void fill(TxnOffsetCommitResponse response, ErrorCode code) {
    for (TxnOffsetCommitResponseTopic topic : response.topics) {
      for (TxnOffsetCommitResponsePartition partition : topic.partitions) {
        if (partition.errorCode == ErrorCode.NONE.code()) {
          partition.errorCode = code.code();
        }
      }
    }
  }
}
