package io.motet.broker.queue;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The permits that a channel's consumers share. The consumers' queues may live on several shards,
 * so permits are taken by compare-and-set; the waiting list is touched only when they run out.
 */
final class SharedPrefetch implements PrefetchLimiter {
  private final AtomicInteger taken = new AtomicInteger();
  private final Queue<LocalSubscription> waiting = new ConcurrentLinkedQueue<>();
  private volatile int limit;

  SharedPrefetch(int limit) {
    this.limit = limit;
  }

  @Override
  public int limit() {
    return limit;
  }

  @Override
  public void limit(int newLimit) {
    limit = newLimit;
    wakeAll();
  }

  /** Takes a permit, or remembers the subscription and says no. */
  boolean tryTake(LocalSubscription subscription) {
    if (tryTake()) {
      return true;
    }
    waiting.add(subscription);
    // A permit may have come back between the refusal and the note: look again.
    if (tryTake()) {
      waiting.remove(subscription);
      return true;
    }
    return false;
  }

  private boolean tryTake() {
    while (true) {
      int now = taken.get();
      int most = limit;
      if (most != 0 && now >= most) {
        return false;
      }
      if (taken.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  /** Gives a permit back. Any thread. */
  void giveBack() {
    taken.decrementAndGet();
    if (!waiting.isEmpty()) {
      wakeAll();
    }
  }

  private void wakeAll() {
    // Only those noted by now: one that is refused again notes itself anew.
    for (int left = waiting.size(); left > 0; left--) {
      LocalSubscription subscription = waiting.poll();
      if (subscription == null) {
        return;
      }
      subscription.limiterReady();
    }
  }
}
