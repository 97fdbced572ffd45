package io.motet.kafka.queue;

import io.motet.broker.memory.Alarms;
import io.motet.broker.queue.BatchOutcome;
import io.motet.broker.stream.EnqueueResult;
import io.motet.broker.stream.RecordEnqueuer;
import io.motet.broker.vhost.VirtualHost;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;

/** Enqueues produced batches, for all connections. On the shard of the connection that asks. */
public final class QueueProducer {
  /**
   * What to answer.
   *
   * @param text null for the code's own
   */
  public record Result(ErrorCode code, String text) {
    private static final Result TAKEN = new Result(ErrorCode.NONE, null);
  }

  private final VirtualHost virtualHost;
  private final Alarms alarms;

  /** For the queues of one virtual host. */
  public QueueProducer(VirtualHost virtualHost, Alarms alarms) {
    this.virtualHost = virtualHost;
    this.alarms = alarms;
  }

  /**
   * Enqueues a batch, wholly or not at all.
   *
   * @param batch of format 2; the caller keeps it
   * @return completes on the shard, when the queue has confirmed all or has refused
   */
  public CompletableFuture<Result> produce(QueueTopic topic, ByteBuf batch, RequestContext from) {
    if (!alarms.active().isEmpty()) {
      return CompletableFuture.completedFuture(
          new Result(ErrorCode.NOT_ENOUGH_REPLICAS, "the broker is short of " + alarms.active()));
    }
    RecordEnqueuer enqueuer = from.session().attachment(RecordEnqueuer.class);
    if (enqueuer == null) {
      enqueuer = virtualHost.recordEnqueuer(from.shard());
      from.session().attach(RecordEnqueuer.class, enqueuer);
    }
    return enqueuer.enqueue(batch, topic.queue()).thenApply(QueueProducer::result);
  }

  private static Result result(EnqueueResult enqueued) {
    if (enqueued instanceof EnqueueResult.Invalid invalid) {
      return new Result(ErrorCode.valueOf(invalid.error().name()), invalid.text());
    }
    return result(((EnqueueResult.Asked) enqueued).outcome());
  }

  /** Where nothing was taken and may be later, producers try again by themselves. */
  private static Result result(BatchOutcome outcome) {
    return switch (outcome) {
      case ACCEPTED, REPEATED -> Result.TAKEN;
      case NO_ROOM -> new Result(ErrorCode.NOT_ENOUGH_REPLICAS, "the queue is full");
      // Producers make smaller batches of it.
      case TOO_MANY ->
          new Result(ErrorCode.MESSAGE_TOO_LARGE, "the queue has no room for all records");
      case DEAD_LETTERED ->
          new Result(
              ErrorCode.POLICY_VIOLATION, "the queue was full: what it refused is dead-lettered");
      case OUT_OF_SEQUENCE -> new Result(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, null);
      case STALE_PRODUCER -> new Result(ErrorCode.INVALID_PRODUCER_EPOCH, null);
      case QUEUE_GONE -> new Result(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, null);
      case FAILED -> new Result(ErrorCode.KAFKA_STORAGE_ERROR, null);
    };
  }
}
