package io.motet.kafka.transaction;

import io.motet.broker.shard.Shard;
import io.motet.broker.topic.AppendError;
import io.motet.broker.topic.AppendResult;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells partitions how a transaction ended. A partition that cannot be told is tried again. */
final class EndMarkers {
  private static final Logger log = LoggerFactory.getLogger(EndMarkers.class);
  private static final int RETRY_MILLIS = 500;

  /** There is one coordinator, and it never moves. */
  private static final int COORDINATOR_EPOCH = 0;

  private final Topics topics;
  private final Shard shard;

  EndMarkers(Topics topics, Shard shard) {
    this.topics = topics;
    this.shard = shard;
  }

  /** Completes on the shard when all know; partitions that are gone need not. */
  CompletableFuture<Void> write(
      Collection<TopicPart> partitions, Producer producer, boolean commit) {
    List<CompletableFuture<Void>> told = new ArrayList<>();
    for (TopicPart partition : partitions) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      told.add(done);
      tell(partition, producer, commit, done);
    }
    return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new));
  }

  private void tell(
      TopicPart part, Producer producer, boolean commit, CompletableFuture<Void> done) {
    Topic topic = topics.topic(part.topicId());
    Partition partition = topic == null ? null : topic.partition(part.partition());
    if (partition == null) {
      done.complete(null);
      return;
    }
    CompletableFuture<Void> opened =
        partition.isOpen() ? CompletableFuture.completedFuture(null) : partition.open();
    opened.whenComplete(
        (open, failure) ->
            shard.run(
                () -> {
                  if (failure == null && append(partition, producer, commit)) {
                    done.complete(null);
                  } else {
                    shard.schedule(RETRY_MILLIS, () -> tell(part, producer, commit, done));
                  }
                }));
  }

  /** Whether nothing is left to do. */
  private static boolean append(Partition partition, Producer producer, boolean commit) {
    if (!partition.hasOpenTransaction(producer.id())) {
      return true;
    }
    AppendResult result =
        partition.appendEndMarker(producer.id(), producer.epoch(), commit, COORDINATOR_EPOCH);
    if (result instanceof AppendResult.Refused refused) {
      log.warn("{} does not take the end of a transaction: {}", partition, refused.text());
      return refused.error() != AppendError.KAFKA_STORAGE_ERROR;
    }
    return true;
  }
}
