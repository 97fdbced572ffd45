package io.motet.kafka.produce;

import io.motet.broker.topic.AppendOrigin;
import io.motet.broker.topic.AppendResult;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.broker.user.Access;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.format.FormatException;
import io.motet.kafka.format.UpConversion;
import io.motet.kafka.message.ProduceRequest;
import io.motet.kafka.message.ProduceRequest.PartitionProduceData;
import io.motet.kafka.message.ProduceRequest.TopicProduceData;
import io.motet.kafka.message.ProduceResponse.PartitionProduceResponse;
import io.motet.kafka.transaction.OngoingTransactions;
import io.motet.kafka.wire.BufferRecords;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Appends produced batches as they are. The next request of the connection begins as soon as these
 * are in the logs, so that waiting for the disk overlaps.
 */
public final class ProduceHandler implements RequestHandler<ProduceRequest> {
  private static final int FIRST_WITH_IDS = 13;
  private static final int FIRST_WITH_BATCHES = 3;
  private static final int ALL_REPLICAS = -1;

  private final Topics topics;
  private final Authorizer authorizer;
  private final OngoingTransactions transactions;

  /** For the topics of one virtual host. */
  public ProduceHandler(Topics topics, Authorizer authorizer, OngoingTransactions transactions) {
    this.topics = topics;
    this.authorizer = authorizer;
    this.transactions = transactions;
  }

  @Override
  public void handle(ProduceRequest request, RequestContext context) {
    List<CompletableFuture<Void>> openings = null;
    for (TopicProduceData data : request.topicData) {
      Topic topic = find(data, context);
      for (PartitionProduceData records : data.partitionData) {
        Partition partition = topic == null ? null : topic.partition(records.index);
        if (partition != null && !partition.isOpen()) {
          openings = openings == null ? new ArrayList<>() : openings;
          openings.add(partition.open());
        }
      }
    }
    if (openings == null) {
      append(request, context);
      return;
    }
    CompletableFuture.allOf(openings.toArray(CompletableFuture[]::new))
        .whenComplete((opened, failure) -> context.shard().execute(() -> append(request, context)));
  }

  private Topic find(TopicProduceData data, RequestContext context) {
    return context.version() >= FIRST_WITH_IDS
        ? topics.topic(data.topicId)
        : topics.topic(data.name);
  }

  private void append(ProduceRequest request, RequestContext context) {
    ProduceAnswer answer = new ProduceAnswer(request, context);
    for (TopicProduceData data : request.topicData) {
      Topic topic = find(data, context);
      ErrorCode refused = check(request, topic, context);
      for (PartitionProduceData records : data.partitionData) {
        PartitionProduceResponse result = answer.add(data, records.index);
        Partition partition = topic == null ? null : topic.partition(records.index);
        if (refused == ErrorCode.NONE && partition == null) {
          answer.refuse(result, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, null);
        } else if (refused != ErrorCode.NONE) {
          answer.refuse(result, refused, null);
        } else {
          append(request, partition, records, result, answer, context);
        }
      }
    }
    answer.appended();
    context.proceed();
  }

  private ErrorCode check(ProduceRequest request, Topic topic, RequestContext context) {
    if (request.acks < ALL_REPLICAS || request.acks > 1) {
      return ErrorCode.INVALID_REQUIRED_ACKS;
    }
    if (topic == null) {
      return context.version() >= FIRST_WITH_IDS
          ? ErrorCode.UNKNOWN_TOPIC_ID
          : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }
    return authorizer.may(context.session(), Access.WRITE, topic.name())
        ? ErrorCode.NONE
        : ErrorCode.TOPIC_AUTHORIZATION_FAILED;
  }

  private void append(
      ProduceRequest request,
      Partition partition,
      PartitionProduceData data,
      PartitionProduceResponse result,
      ProduceAnswer answer,
      RequestContext context) {
    if (!(data.records instanceof BufferRecords records)) {
      answer.refuse(result, ErrorCode.INVALID_RECORD, "no records");
      return;
    }
    AppendResult outcome;
    if (context.version() < FIRST_WITH_BATCHES) {
      ByteBuf batch;
      try {
        batch = UpConversion.batchOf(records.buffer());
      } catch (FormatException e) {
        answer.refuse(result, AppendErrors.code(e.reason()), e.getMessage());
        return;
      }
      outcome = partition.append(batch, AppendOrigin.CLIENT);
      batch.release();
    } else {
      BatchChecks.Problem problem = BatchChecks.check(records.buffer(), context.version());
      if (problem != null) {
        answer.refuse(result, problem.code(), problem.text());
        return;
      }
      ErrorCode late = BatchChecks.checkTransaction(records.buffer(), partition, transactions);
      if (late != ErrorCode.NONE) {
        answer.refuse(result, late, null);
        return;
      }
      outcome = partition.append(records.buffer(), AppendOrigin.CLIENT);
    }
    if (outcome instanceof AppendResult.Appended appended) {
      result.baseOffset = appended.baseOffset();
      result.logAppendTimeMs = appended.logAppendTimeMillis();
      result.logStartOffset = appended.logStartOffset();
      long end = appended.lastOffset() + 1;
      if (request.acks == ALL_REPLICAS && partition.highWatermark() < end) {
        answer.await(partition, end, result);
      }
    } else if (outcome instanceof AppendResult.Refused refused) {
      answer.refuse(result, AppendErrors.code(refused.error()), refused.text());
    }
  }
}
