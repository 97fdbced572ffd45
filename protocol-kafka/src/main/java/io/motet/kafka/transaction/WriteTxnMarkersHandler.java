package io.motet.kafka.transaction;

import io.motet.broker.topic.AppendResult;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.WriteTxnMarkersRequest;
import io.motet.kafka.message.WriteTxnMarkersRequest.WritableTxnMarker;
import io.motet.kafka.message.WriteTxnMarkersRequest.WritableTxnMarkerTopic;
import io.motet.kafka.message.WriteTxnMarkersResponse;
import io.motet.kafka.message.WriteTxnMarkersResponse.WritableTxnMarkerPartitionResult;
import io.motet.kafka.message.WriteTxnMarkersResponse.WritableTxnMarkerResult;
import io.motet.kafka.message.WriteTxnMarkersResponse.WritableTxnMarkerTopicResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions in single partitions, for an administrator who finds one that hangs. The
 * coordinator is not told: what it knows of goes its own way.
 */
public final class WriteTxnMarkersHandler implements RequestHandler<WriteTxnMarkersRequest> {
  private static final Logger log = LoggerFactory.getLogger(WriteTxnMarkersHandler.class);

  private final Topics topics;
  private final Authorizer authorizer;

  /** For the topics of one virtual host. */
  public WriteTxnMarkersHandler(Topics topics, Authorizer authorizer) {
    this.topics = topics;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(WriteTxnMarkersRequest request, RequestContext context) {
    boolean may = authorizer.mayCluster(context.session(), Operation.ALTER);
    WriteTxnMarkersResponse response = new WriteTxnMarkersResponse();
    List<CompletableFuture<Void>> written = new ArrayList<>();
    for (WritableTxnMarker marker : request.markers) {
      WritableTxnMarkerResult result = new WritableTxnMarkerResult();
      result.producerId = marker.producerId;
      response.markers.add(result);
      for (WritableTxnMarkerTopic topic : marker.topics) {
        WritableTxnMarkerTopicResult topicResult = new WritableTxnMarkerTopicResult();
        topicResult.name = topic.name;
        result.topics.add(topicResult);
        for (int index : topic.partitionIndexes) {
          WritableTxnMarkerPartitionResult partition = new WritableTxnMarkerPartitionResult();
          partition.partitionIndex = index;
          topicResult.partitions.add(partition);
          if (may) {
            written.add(write(marker, topic.name, index, partition));
          } else {
            partition.errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code();
          }
        }
      }
    }
    CompletableFuture.allOf(written.toArray(CompletableFuture[]::new))
        .whenComplete((done, failure) -> context.reply(response));
  }

  private CompletableFuture<Void> write(
      WritableTxnMarker marker, String name, int index, WritableTxnMarkerPartitionResult result) {
    Topic topic = topics.topic(name);
    Partition partition = topic == null ? null : topic.partition(index);
    if (partition == null) {
      result.errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code();
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> opened =
        partition.isOpen() ? CompletableFuture.completedFuture(null) : partition.open();
    return opened.handle(
        (open, failure) -> {
          ErrorCode code =
              failure == null ? append(marker, partition) : ErrorCode.KAFKA_STORAGE_ERROR;
          result.errorCode = code.code();
          return null;
        });
  }

  private static ErrorCode append(WritableTxnMarker marker, Partition partition) {
    AppendResult outcome =
        partition.appendEndMarker(
            marker.producerId,
            marker.producerEpoch,
            marker.transactionResult,
            marker.coordinatorEpoch);
    if (outcome instanceof AppendResult.Refused refused) {
      return switch (refused.error()) {
        case INVALID_PRODUCER_EPOCH -> ErrorCode.INVALID_PRODUCER_EPOCH;
        case TRANSACTION_COORDINATOR_FENCED -> ErrorCode.TRANSACTION_COORDINATOR_FENCED;
        case KAFKA_STORAGE_ERROR -> ErrorCode.KAFKA_STORAGE_ERROR;
        default -> ErrorCode.UNKNOWN_SERVER_ERROR;
      };
    }
    log.info(
        "{}: the transaction of producer {} is {} by an administrator",
        partition,
        marker.producerId,
        marker.transactionResult ? "committed" : "aborted");
    return ErrorCode.NONE;
  }
}
