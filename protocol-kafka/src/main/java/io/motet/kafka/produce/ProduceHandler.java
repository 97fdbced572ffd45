package io.motet.kafka.produce;

import io.motet.broker.topic.AppendOrigin;
import io.motet.broker.topic.AppendResult;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.format.FormatException;
import io.motet.kafka.format.UpConversion;
import io.motet.kafka.message.ProduceRequest;
import io.motet.kafka.message.ProduceRequest.PartitionProduceData;
import io.motet.kafka.message.ProduceRequest.TopicProduceData;
import io.motet.kafka.message.ProduceResponse.PartitionProduceResponse;
import io.motet.kafka.queue.QueueProducer;
import io.motet.kafka.queue.QueueTopic;
import io.motet.kafka.queue.QueueTopics;
import io.motet.kafka.transaction.TransactionCoordinator;
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
  private static final int FIRST_WITH_ABORTABLE = 11;
  private static final int ALL_REPLICAS = -1;

  private final Topics topics;
  private final Authorizer authorizer;
  private final TransactionCoordinator transactions;
  private final QueueTopics queues;
  private final QueueProducer queueProducer;

  /** For the topics and queues of one virtual host. */
  public ProduceHandler(
      Topics topics,
      QueueTopics queues,
      QueueProducer queueProducer,
      Authorizer authorizer,
      TransactionCoordinator transactions) {
    this.topics = topics;
    this.queues = queues;
    this.queueProducer = queueProducer;
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
      tellTransaction(request, context);
      return;
    }
    CompletableFuture.allOf(openings.toArray(CompletableFuture[]::new))
        .whenComplete(
            (opened, failure) -> context.shard().execute(() -> tellTransaction(request, context)));
  }

  private void tellTransaction(ProduceRequest request, RequestContext context) {
    if (!ImplicitPartitions.mayBeIn(request, context.version())) {
      append(request, context, ErrorCode.NONE);
      return;
    }
    ImplicitPartitions implicit = new ImplicitPartitions(transactions, authorizer);
    for (TopicProduceData data : request.topicData) {
      Topic topic = find(data, context);
      if (topic != null && check(request, topic, null, context) == ErrorCode.NONE) {
        for (PartitionProduceData part : data.partitionData) {
          Partition partition = topic.partition(part.index);
          if (partition != null
              && part.records instanceof BufferRecords records
              && BatchChecks.check(records.buffer(), context.version()) == null) {
            implicit.note(records.buffer(), partition);
          }
        }
      }
    }
    if (implicit.isEmpty()) {
      append(request, context, ErrorCode.NONE);
    } else {
      implicit.add(request, context, notAdded -> append(request, context, notAdded));
    }
  }

  private Topic find(TopicProduceData data, RequestContext context) {
    return context.version() >= FIRST_WITH_IDS
        ? topics.topic(data.topicId)
        : topics.topic(data.name);
  }

  /**
   * Appends what may be appended.
   *
   * @param notAdded why the transaction does not have partitions that it was to be told of
   */
  private void append(ProduceRequest request, RequestContext context, ErrorCode notAdded) {
    ProduceAnswer answer = new ProduceAnswer(request, context);
    for (TopicProduceData data : request.topicData) {
      Topic topic = find(data, context);
      QueueTopic queue = topic == null ? findQueue(data, context) : null;
      ErrorCode refused = check(request, topic, queue, context);
      for (PartitionProduceData records : data.partitionData) {
        PartitionProduceResponse result = answer.add(data, records.index);
        Partition partition = topic == null ? null : topic.partition(records.index);
        if (refused != ErrorCode.NONE) {
          answer.refuse(result, refused, null);
        } else if (partition != null) {
          append(request, partition, records, result, answer, context, notAdded);
        } else if (queue != null && records.index == QueueTopic.PARTITION) {
          enqueue(queue, records, result, answer, context);
        } else {
          answer.refuse(result, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, null);
        }
      }
    }
    answer.appended();
    context.proceed();
  }

  private QueueTopic findQueue(TopicProduceData data, RequestContext context) {
    return context.version() >= FIRST_WITH_IDS ? queues.find(data.topicId) : queues.find(data.name);
  }

  private ErrorCode check(
      ProduceRequest request, Topic topic, QueueTopic queue, RequestContext context) {
    if (request.acks < ALL_REPLICAS || request.acks > 1) {
      return ErrorCode.INVALID_REQUIRED_ACKS;
    }
    if (topic == null && queue == null) {
      return context.version() >= FIRST_WITH_IDS
          ? ErrorCode.UNKNOWN_TOPIC_ID
          : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }
    String name = topic == null ? queue.name() : topic.name();
    if (!authorizer.mayTopic(context.session(), Operation.WRITE, name)) {
      return ErrorCode.TOPIC_AUTHORIZATION_FAILED;
    }
    return topic != null && topic.internal() ? ErrorCode.INVALID_TOPIC_EXCEPTION : ErrorCode.NONE;
  }

  private static ErrorCode outsideOfTransaction(ErrorCode notAdded, RequestContext context) {
    if (notAdded != ErrorCode.NONE) {
      return notAdded;
    }
    return context.version() >= FIRST_WITH_ABORTABLE
        ? ErrorCode.TRANSACTION_ABORTABLE
        : ErrorCode.INVALID_TXN_STATE;
  }

  private void append(
      ProduceRequest request,
      Partition partition,
      PartitionProduceData data,
      PartitionProduceResponse result,
      ProduceAnswer answer,
      RequestContext context,
      ErrorCode notAdded) {
    ByteBuf batch = batch(data, result, answer, context);
    if (batch == null) {
      return;
    }
    AppendResult outcome = null;
    try {
      ErrorCode late = BatchChecks.checkTransaction(batch, partition, transactions.ongoing());
      if (late == ErrorCode.INVALID_TXN_STATE) {
        late = outsideOfTransaction(notAdded, context);
      }
      if (late == ErrorCode.NONE) {
        outcome = partition.append(batch, AppendOrigin.CLIENT);
      } else {
        answer.refuse(result, late, null);
      }
    } finally {
      batch.release();
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

  /** Queues have no offsets: the answer's stays -1. */
  private void enqueue(
      QueueTopic queue,
      PartitionProduceData data,
      PartitionProduceResponse result,
      ProduceAnswer answer,
      RequestContext context) {
    ByteBuf batch = batch(data, result, answer, context);
    if (batch == null) {
      return;
    }
    try {
      if (BatchChecks.isTransactional(batch)) {
        answer.refuse(
            result,
            ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT,
            "Queues take no part in transactions.");
      } else {
        answer.await(queueProducer.produce(queue, batch, context), result);
      }
    } finally {
      batch.release();
    }
  }

  /** A batch of today's format, to be released; null when the records were refused. */
  private static ByteBuf batch(
      PartitionProduceData data,
      PartitionProduceResponse result,
      ProduceAnswer answer,
      RequestContext context) {
    if (!(data.records instanceof BufferRecords records)) {
      answer.refuse(result, ErrorCode.INVALID_RECORD, "no records");
      return null;
    }
    if (context.version() < FIRST_WITH_BATCHES) {
      try {
        return UpConversion.batchOf(records.buffer());
      } catch (FormatException e) {
        answer.refuse(result, AppendErrors.code(e.reason()), e.getMessage());
        return null;
      }
    }
    BatchChecks.Problem problem = BatchChecks.check(records.buffer(), context.version());
    if (problem != null) {
      answer.refuse(result, problem.code(), problem.text());
      return null;
    }
    return records.buffer().retain();
  }
}
