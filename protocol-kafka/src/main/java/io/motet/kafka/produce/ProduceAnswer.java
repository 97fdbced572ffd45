package io.motet.kafka.produce;

import io.motet.broker.shard.Shard;
import io.motet.broker.topic.Partition;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.message.ProduceRequest;
import io.motet.kafka.message.ProduceRequest.TopicProduceData;
import io.motet.kafka.message.ProduceResponse;
import io.motet.kafka.message.ProduceResponse.PartitionProduceResponse;
import io.motet.kafka.message.ProduceResponse.TopicProduceResponse;
import io.motet.kafka.queue.QueueProducer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The answer to one produce request, while its parts come in: it goes out when every batch is
 * committed or refused, or when time is up. On the connection's shard only.
 */
final class ProduceAnswer {
  private static final int NO_ANSWER = 0;

  private final ProduceRequest request;
  private final RequestContext context;
  private final ProduceResponse response = new ProduceResponse();
  private final Set<PartitionProduceResponse> uncommitted =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private TopicProduceData current;
  private TopicProduceResponse currentResponse;
  private Shard.Timer timer;
  private boolean refused;
  private boolean allAppended;
  private boolean sent;

  ProduceAnswer(ProduceRequest request, RequestContext context) {
    this.request = request;
    this.context = context;
  }

  /** Room for a partition's result, which is an acknowledgement unless it is changed. */
  PartitionProduceResponse add(TopicProduceData data, int index) {
    if (current != data) {
      current = data;
      currentResponse = new TopicProduceResponse();
      currentResponse.name = data.name;
      currentResponse.topicId = data.topicId;
      response.responses.add(currentResponse);
    }
    PartitionProduceResponse result = new PartitionProduceResponse();
    result.index = index;
    result.baseOffset = -1;
    currentResponse.partitionResponses.add(result);
    return result;
  }

  void refuse(PartitionProduceResponse result, ErrorCode code, String text) {
    refused = true;
    result.errorCode = code.code();
    result.errorMessage = text == null ? code.text() : text;
    result.baseOffset = -1;
  }

  /** The batch is in the log but readers may not see it yet. */
  void await(Partition partition, long endOffset, PartitionProduceResponse result) {
    uncommitted.add(result);
    partition.whenCommitted(endOffset, context.shard(), failure -> committed(result, failure));
  }

  /** A queue has it and has to confirm it, or to refuse it. */
  void await(CompletableFuture<QueueProducer.Result> enqueued, PartitionProduceResponse result) {
    uncommitted.add(result);
    enqueued.whenComplete((outcome, failure) -> enqueued(result, outcome, failure));
  }

  private void enqueued(
      PartitionProduceResponse result, QueueProducer.Result outcome, Throwable failure) {
    if (!sent && uncommitted.remove(result)) {
      if (failure != null) {
        refuse(result, ErrorCode.UNKNOWN_SERVER_ERROR, null);
      } else if (outcome.code() != ErrorCode.NONE) {
        refuse(result, outcome.code(), outcome.text());
      }
      sendIfComplete();
    }
  }

  private void committed(PartitionProduceResponse result, Throwable failure) {
    if (!sent && uncommitted.remove(result)) {
      if (failure != null) {
        refuse(result, ErrorCode.KAFKA_STORAGE_ERROR, null);
      }
      sendIfComplete();
    }
  }

  /** All batches were tried. */
  void appended() {
    allAppended = true;
    if (!uncommitted.isEmpty()) {
      timer = context.shard().schedule(Math.max(0, request.timeoutMs), this::timedOut);
    }
    sendIfComplete();
  }

  private void timedOut() {
    if (!sent) {
      uncommitted.forEach(result -> refuse(result, ErrorCode.REQUEST_TIMED_OUT, null));
      uncommitted.clear();
      sendIfComplete();
    }
  }

  private void sendIfComplete() {
    if (!allAppended || !uncommitted.isEmpty() || sent) {
      return;
    }
    sent = true;
    if (timer != null) {
      timer.cancel();
    }
    if (request.acks != NO_ANSWER) {
      context.reply(response);
    } else if (refused) {
      // The only way to tell a producer that wants no answers: it asks for metadata again.
      context.disconnect("a produce without acknowledgement was refused");
    } else {
      context.replyNothing();
    }
  }
}
