package io.motet.broker.queue;

import io.motet.broker.message.Message;
import io.motet.broker.shard.DurableWaiters.Waiter;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A batch of messages on its way into one queue: all of them as one group of the journal, or none.
 * Begins and ends on the publisher's shard, in between on the queue's.
 */
final class BatchPublish {
  private final QueueShard home;
  private final QueueShard there;
  private final LocalQueue queue;
  private final CompletableFuture<BatchOutcome> answer = new CompletableFuture<>();
  private final TransactionPart part;
  private final NumberedBatch number;
  private int count;
  private long bodyBytes;
  private long firstBodyBytes;

  /**
   * @param number null for a batch whose producer numbers none
   */
  BatchPublish(QueueShard home, LocalQueue queue, NumberedBatch number) {
    this.home = home;
    this.number = number;
    this.there = home.of(queue.shard());
    this.queue = queue;
    this.part = new TransactionPart(there);
  }

  /** Takes over the messages' references. */
  CompletableFuture<BatchOutcome> start(List<Message> messages) {
    LocalTargets target = new LocalTargets(List.of(queue), 0);
    boolean remote = there != home;
    for (Message message : messages) {
      firstBodyBytes = count == 0 ? message.bodySizeBytes() : firstBodyBytes;
      bodyBytes += message.bodySizeBytes();
      count++;
      part.publish(remote ? message.copyFor() : message, target);
      if (remote) {
        message.release();
      }
    }
    home.send(queue.shard(), this::publish);
    return answer;
  }

  private void publish() {
    BatchOutcome refused = refusal(queue.core());
    if (refused != null) {
      part.discard();
      if (refused == BatchOutcome.REPEATED) {
        finishWhenDurable(refused);
      } else {
        finish(refused);
      }
      return;
    }
    boolean complete = part.record(0, 0, 1);
    if (complete && number != null) {
      queue.producers().accepted(number.header(), number.silentSinceMillis());
    }
    finishWhenDurable(complete ? BatchOutcome.ACCEPTED : BatchOutcome.DEAD_LETTERED);
    part.carryOut();
  }

  private void finishWhenDurable(BatchOutcome outcome) {
    if (queue.durable()) {
      Waiter waiter = (token, durable) -> finish(durable ? outcome : BatchOutcome.FAILED);
      part.awaitDurable(waiter);
    } else {
      finish(outcome);
    }
  }

  /** Null when nothing speaks against it. */
  private BatchOutcome refusal(QueueCore core) {
    if (there.context().shardJournal().failed()) {
      return BatchOutcome.FAILED;
    }
    if (core.deleted()) {
      return BatchOutcome.QUEUE_GONE;
    }
    if (number != null) {
      BatchOutcome outOfTurn = queue.producers().check(number.header());
      if (outOfTurn != BatchOutcome.ACCEPTED) {
        return outOfTurn;
      }
    }
    if (core.hasRoomFor(count, bodyBytes)) {
      return null;
    }
    if (number != null) {
      queue.producers().turnedAway(number.header());
    }
    boolean some = count > 1 && core.hasRoomFor(1, firstBodyBytes);
    return some ? BatchOutcome.TOO_MANY : BatchOutcome.NO_ROOM;
  }

  private void finish(BatchOutcome outcome) {
    there.send(home.shard(), () -> answer.complete(outcome));
  }
}
