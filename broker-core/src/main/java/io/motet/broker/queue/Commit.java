package io.motet.broker.queue;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.shard.Shard;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The commit of one transaction: every part is recorded and forced, then every part is carried out,
 * then the channel is told. On one shard the two steps are one. On the channel's shard.
 */
final class Commit {
  private final QueueShard home;
  private final Map<Shard, TransactionPart> parts;
  private final CompletableFuture<Void> answer = new CompletableFuture<>();
  private int pending;
  private boolean durable = true;
  private boolean complete = true;

  Commit(QueueShard home, TransactionWork work) {
    this.home = home;
    this.parts = Map.copyOf(work.parts());
  }

  CompletableFuture<Void> start() {
    TransactionPart only = parts.get(home.shard());
    if (home.context().shardJournal().failed()) {
      durable = false;
      parts.values().forEach(TransactionPart::discard);
      finish();
    } else if (parts.isEmpty()) {
      finish();
    } else if (parts.size() == 1 && only != null) {
      complete = only.record(0, 0, 1);
      only.carryOut();
      only.awaitDurable((token, isDurable) -> alone(isDurable));
    } else {
      recordAll();
    }
    return answer;
  }

  private void alone(boolean isDurable) {
    durable = isDurable;
    finish();
  }

  private void recordAll() {
    long id = home.nextTransactionId();
    pending = parts.size();
    int number = 0;
    for (Map.Entry<Shard, TransactionPart> entry : parts.entrySet()) {
      int part = number++;
      home.send(entry.getKey(), () -> recordThere(entry.getKey(), entry.getValue(), id, part));
    }
  }

  private void recordThere(Shard shard, TransactionPart part, long id, int number) {
    boolean all = part.record(id, number, parts.size());
    QueueShard there = home.of(shard);
    part.awaitDurable(
        (token, isDurable) -> there.send(home.shard(), () -> recorded(all, isDurable)));
  }

  private void recorded(boolean all, boolean isDurable) {
    complete &= all;
    durable &= isDurable;
    if (--pending > 0) {
      return;
    }
    pending = parts.size();
    parts.forEach((shard, part) -> home.send(shard, () -> carryOutThere(shard, part)));
  }

  private void carryOutThere(Shard shard, TransactionPart part) {
    part.carryOut();
    home.of(shard).send(home.shard(), this::carriedOut);
  }

  private void carriedOut() {
    if (--pending == 0) {
      finish();
    }
  }

  private void finish() {
    if (!durable) {
      answer.completeExceptionally(
          new BrokerException(ErrorKind.INTERNAL_ERROR, "the journal has failed"));
    } else if (!complete) {
      answer.completeExceptionally(
          new BrokerException(ErrorKind.PRECONDITION_FAILED, "partial tx completion"));
    } else {
      answer.complete(null);
    }
  }
}
