package io.motet.kafka.fetch;

import io.motet.broker.stream.QueueRecords;
import io.motet.broker.topic.FetchResult;
import io.motet.broker.topic.Isolation;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.message.FetchRequest;
import io.motet.kafka.message.FetchRequest.FetchPartition;
import io.motet.kafka.message.FetchResponse.AbortedTransaction;
import io.motet.kafka.message.FetchResponse.PartitionData;
import io.motet.kafka.queue.QueueTopic;
import io.motet.kafka.queue.QueueTopics;
import io.motet.kafka.wire.BufferRecords;
import io.motet.kafka.wire.RecordData;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;

/** Reads single partitions for one fetch. On the connection's shard. */
final class PartitionReader {
  /** Clients before 2.4 do not expect null where there are no records. */
  private static final RecordData NO_RECORDS = new BufferRecords(Unpooled.EMPTY_BUFFER);

  private static final int FIRST_WITH_IDS = 13;
  private static final int FIRST_WITH_BATCHES = 4;
  private static final byte READ_COMMITTED = 1;

  private final Topics topics;
  private final QueueTopics queues;
  private final Authorizer authorizer;
  private final RequestContext context;
  private final Isolation isolation;
  private final Map<FetchedPartition, QueueRecords> fromQueues = new HashMap<>();

  PartitionReader(
      Topics topics,
      QueueTopics queues,
      Authorizer authorizer,
      FetchRequest request,
      RequestContext context) {
    this.topics = topics;
    this.queues = queues;
    this.authorizer = authorizer;
    this.context = context;
    this.isolation =
        request.isolationLevel == READ_COMMITTED
            ? Isolation.READ_COMMITTED
            : Isolation.READ_UNCOMMITTED;
  }

  /** Null when there is no such partition. */
  Partition find(PartitionKey key) {
    Topic topic = topic(key);
    return topic == null ? null : topic.partition(key.index());
  }

  private Topic topic(PartitionKey key) {
    return byId() ? topics.topic(key.id()) : topics.topic(key.name());
  }

  private QueueTopic queue(PartitionKey key) {
    return byId() ? queues.find(key.id()) : queues.find(key.name());
  }

  /** The queue that the partition is, if the client may read it so; else null. */
  QueueTopic readableQueue(FetchedPartition fetched) {
    if (topic(fetched.key()) != null || context.version() < FIRST_WITH_BATCHES) {
      return null;
    }
    QueueTopic queue = queue(fetched.key());
    boolean may =
        queue != null
            && fetched.key().index() == QueueTopic.PARTITION
            && authorizer.mayTopic(context.session(), Operation.READ, queue.name());
    return may ? queue : null;
  }

  /**
   * What a queue's partition has for the next {@link #read}.
   *
   * @param records null when it could not be read
   */
  void queueRead(FetchedPartition fetched, QueueRecords records) {
    if (records != null) {
      QueueRecords before = fromQueues.put(fetched, records);
      if (before != null) {
        before.batches().release();
      }
    }
  }

  /** Gives back what was read from queues and is not needed. */
  void release() {
    fromQueues.values().forEach(records -> records.batches().release());
    fromQueues.clear();
  }

  private PartitionData readQueue(FetchedPartition fetched, int maxBytes, boolean atLeastOneBatch) {
    if (readableQueue(fetched) == null) {
      return error(fetched, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
    }
    QueueRecords records = fromQueues.remove(fetched);
    if (records == null) {
      return error(fetched, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }
    FetchPartition wanted = fetched.wanted();
    ErrorCode epoch = LeaderEpochs.check(wanted.currentLeaderEpoch, QueueTopic.LEADER_EPOCH);
    if (epoch == ErrorCode.NONE
        && (wanted.fetchOffset < 0 || wanted.fetchOffset > records.range().next())) {
      epoch = ErrorCode.OFFSET_OUT_OF_RANGE;
    }
    if (epoch != ErrorCode.NONE) {
      records.batches().release();
      return error(fetched, epoch);
    }
    PartitionData data = empty(fetched);
    data.highWatermark = records.range().next();
    data.lastStableOffset = records.range().next();
    // Below the first that is left there are gaps, as in a compacted log.
    data.logStartOffset = 0;
    data.abortedTransactions = null;
    if (atLeastOneBatch || records.batches().readableBytes() <= maxBytes) {
      data.records = new BufferRecords(records.batches());
    } else {
      records.batches().release();
    }
    return data;
  }

  private boolean byId() {
    return context.version() >= FIRST_WITH_IDS;
  }

  /** Reads up to so many bytes; the records in the answer must be sent or released. */
  PartitionData read(FetchedPartition fetched, int maxBytes, boolean atLeastOneBatch) {
    Topic topic = topic(fetched.key());
    if (topic == null && queue(fetched.key()) != null) {
      return readQueue(fetched, maxBytes, atLeastOneBatch);
    }
    if (topic == null) {
      return error(
          fetched, byId() ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }
    if (!authorizer.mayTopic(context.session(), Operation.READ, topic.name())) {
      return error(fetched, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
    }
    Partition partition = topic.partition(fetched.key().index());
    if (partition == null) {
      return error(fetched, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }
    FetchPartition wanted = fetched.wanted();
    ErrorCode epoch = LeaderEpochs.check(wanted.currentLeaderEpoch, partition.leaderEpoch());
    if (epoch != ErrorCode.NONE) {
      return error(fetched, epoch);
    }
    int limit = Math.max(0, Math.min(maxBytes, wanted.partitionMaxBytes));
    FetchResult result = partition.fetch(wanted.fetchOffset, limit, atLeastOneBatch, isolation);
    if (context.version() < FIRST_WITH_BATCHES && result instanceof FetchResult.Fetched found) {
      return OldFormat.answer(bounds(fetched, found), found, partition, limit, context.version());
    }
    return answer(fetched, result);
  }

  private static PartitionData answer(FetchedPartition fetched, FetchResult result) {
    if (result instanceof FetchResult.Fetched found) {
      PartitionData data = bounds(fetched, found);
      addAborted(data, found);
      if (found.records().sizeBytes() > 0) {
        data.records = new StoredRecords(found.records());
      } else {
        found.records().release();
      }
      return data;
    }
    if (result instanceof FetchResult.Failed failed) {
      return error(
          fetched,
          failed.deleted() ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.KAFKA_STORAGE_ERROR);
    }
    return error(fetched, ErrorCode.OFFSET_OUT_OF_RANGE);
  }

  private static PartitionData bounds(FetchedPartition fetched, FetchResult.Fetched found) {
    PartitionData data = empty(fetched);
    data.highWatermark = found.highWatermark();
    data.lastStableOffset = found.lastStableOffset();
    data.logStartOffset = found.logStartOffset();
    return data;
  }

  private static void addAborted(PartitionData data, FetchResult.Fetched found) {
    data.abortedTransactions = null;
    if (found.aborted() != null) {
      data.abortedTransactions = found.aborted().stream().map(PartitionReader::aborted).toList();
    }
  }

  private static AbortedTransaction aborted(FetchResult.AbortedTransaction transaction) {
    AbortedTransaction answer = new AbortedTransaction();
    answer.producerId = transaction.producerId();
    answer.firstOffset = transaction.firstOffset();
    return answer;
  }

  private static PartitionData error(FetchedPartition fetched, ErrorCode code) {
    PartitionData data = empty(fetched);
    data.errorCode = code.code();
    data.highWatermark = -1;
    return data;
  }

  private static PartitionData empty(FetchedPartition fetched) {
    PartitionData data = new PartitionData();
    data.partitionIndex = fetched.key().index();
    data.records = NO_RECORDS;
    return data;
  }
}
