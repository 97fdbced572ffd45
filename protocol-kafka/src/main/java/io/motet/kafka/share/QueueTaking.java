package io.motet.kafka.share;

import io.motet.broker.queue.CancelReason;
import io.motet.broker.queue.Consumer;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Queue;
import io.motet.broker.shard.Shard;
import io.motet.broker.stream.MessageBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Takes messages out of a queue, so many or fewer, and makes one batch of them. On its shard, but
 * for the queue's answers.
 */
final class QueueTaking implements Consumer {
  /** What was taken; at least one. */
  record Taken(MessageBatch batch, List<Delivery> deliveries) {}

  /** Messages that are asked for before the first answers are there. */
  private static final int MOST_AT_ONCE = 64;

  private final Queue queue;
  private final Shard shard;
  private final int maxBytes;
  private final MessageBatch batch;
  private final List<Delivery> deliveries = new ArrayList<>();
  private final CompletableFuture<Taken> answer = new CompletableFuture<>();
  private int left;
  private int asked;
  private int sizeBytes;
  private boolean empty;

  QueueTaking(Queue queue, Shard shard, int maxMessages, int maxBytes) {
    this.queue = queue;
    this.shard = shard;
    this.left = maxMessages;
    this.maxBytes = maxBytes;
    this.batch = new MessageBatch(queue.name());
  }

  /** Completes on the shard; with null when there was no message. */
  CompletableFuture<Taken> start() {
    ask();
    return answer;
  }

  private void ask() {
    long ready = Math.max(1, queue.statistics().ready());
    int wanted = (int) Math.min(Math.min(left, ready), MOST_AT_ONCE);
    asked = wanted;
    left -= wanted;
    for (int i = 0; i < wanted; i++) {
      queue.get(false, this).whenComplete((rest, failure) -> answered(rest, failure));
    }
  }

  private void answered(OptionalLong rest, Throwable failure) {
    shard.run(
        () -> {
          empty |= failure != null || rest.isEmpty();
          if (--asked == 0) {
            goOn();
          }
        });
  }

  private void goOn() {
    if (!empty && left > 0 && sizeBytes < maxBytes) {
      ask();
    } else {
      answer.complete(deliveries.isEmpty() ? null : new Taken(batch, deliveries));
    }
  }

  @Override
  public Shard shard() {
    return shard;
  }

  @Override
  public void deliver(Delivery delivery) {
    sizeBytes = batch.add(delivery.message());
    deliveries.add(delivery);
  }

  @Override
  public void cancelled(CancelReason reason) {}
}
