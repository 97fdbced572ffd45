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
  private int count;
  private long bodyBytes;
  private long firstBodyBytes;

  BatchPublish(QueueShard home, LocalQueue queue) {
    this.home = home;
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
      finish(refused);
      return;
    }
    boolean complete = part.record(0, 0, 1);
    BatchOutcome outcome = complete ? BatchOutcome.ACCEPTED : BatchOutcome.DEAD_LETTERED;
    if (queue.durable()) {
      Waiter waiter = (token, durable) -> finish(durable ? outcome : BatchOutcome.FAILED);
      part.awaitDurable(waiter);
      part.carryOut();
    } else {
      part.carryOut();
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
    if (core.hasRoomFor(count, bodyBytes)) {
      return null;
    }
    boolean some = count > 1 && core.hasRoomFor(1, firstBodyBytes);
    return some ? BatchOutcome.TOO_MANY : BatchOutcome.NO_ROOM;
  }

  private void finish(BatchOutcome outcome) {
    there.send(home.shard(), () -> answer.complete(outcome));
  }
}
