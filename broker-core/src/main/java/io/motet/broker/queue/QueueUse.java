package io.motet.broker.queue;

import io.motet.broker.shard.Shard;
import java.util.concurrent.CompletableFuture;

/** Whether a queue is still used: ends auto-delete queues and those with {@code x-expires}. */
final class QueueUse {
  private static final CompletableFuture<?> STAYS = CompletableFuture.completedFuture(null);

  private final LocalQueue queue;
  private final QueueHost host;
  private final Shard shard;
  private long expiresMillis = QueueSettings.UNLIMITED;
  private long usedAtMillis;
  private boolean consumed;
  private Shard.Timer timer;

  QueueUse(LocalQueue queue, QueueHost host, Shard shard) {
    this.queue = queue;
    this.host = host;
    this.shard = shard;
  }

  /** Sets the longest time without use. */
  void expiresMillis(long millis, int consumers) {
    if (millis == expiresMillis) {
      return;
    }
    cancel();
    expiresMillis = millis;
    touched();
    if (consumers == 0) {
      startTimer(millis);
    }
  }

  /** It was declared again, or somebody got from it. */
  void touched() {
    if (expiresMillis != QueueSettings.UNLIMITED) {
      usedAtMillis = shard.currentTimeMillis();
    }
  }

  void consumerAdded() {
    consumed = true;
    cancel();
  }

  /** A consumer went. Returns when the queue is gone, or at once where it stays. */
  CompletableFuture<?> consumerRemoved(int left) {
    if (left > 0) {
      return STAYS;
    }
    touched();
    startTimer(expiresMillis);
    return queue.autoDelete() && consumed
        ? host.requestDelete(queue, QueueHost.DeleteReason.LAST_CONSUMER_GONE)
        : STAYS;
  }

  private void startTimer(long delayMillis) {
    if (expiresMillis != QueueSettings.UNLIMITED) {
      timer = shard.schedule(Math.max(1, delayMillis), this::check);
    }
  }

  private void check() {
    timer = null;
    long unusedFor = shard.currentTimeMillis() - usedAtMillis;
    if (unusedFor >= expiresMillis) {
      host.requestDelete(queue, QueueHost.DeleteReason.UNUSED);
    } else {
      startTimer(expiresMillis - unusedFor);
    }
  }

  void cancel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
