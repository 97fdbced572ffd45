package io.motet.broker.queue;

import io.motet.broker.shard.Shard;

/** Tells consumers that keep a delivery for too long; one timer, for the oldest. */
final class DeliveryTimeouts {
  private final QueueShard shard;
  private final Unacknowledged unacknowledged;
  private long limitMillis = QueueSettings.UNLIMITED;
  private Shard.Timer timer;

  DeliveryTimeouts(QueueShard shard, Unacknowledged unacknowledged) {
    this.shard = shard;
    this.unacknowledged = unacknowledged;
  }

  void limitMillis(long millis) {
    if (millis != limitMillis) {
      cancel();
      limitMillis = millis;
      check();
    }
  }

  void added(LocalDelivery delivery) {
    delivery.deliveredAtMillis = shard.shard().currentTimeMillis();
    if (timer == null && limitMillis != QueueSettings.UNLIMITED) {
      timer = shard.shard().schedule(limitMillis, this::check);
    }
  }

  private void check() {
    timer = null;
    if (limitMillis == QueueSettings.UNLIMITED) {
      return;
    }
    long now = shard.shard().currentTimeMillis();
    LocalDelivery at = unacknowledged.first();
    while (at != null && at.deliveredAtMillis + limitMillis <= now) {
      tell(at);
      at = at.next;
    }
    if (at != null) {
      timer =
          shard
              .shard()
              .schedule(Math.max(1, at.deliveredAtMillis + limitMillis - now), this::check);
    }
  }

  private void tell(LocalDelivery delivery) {
    if (!delivery.timedOut) {
      delivery.timedOut = true;
      long limit = limitMillis;
      shard.send(
          delivery.consumer().shard(), () -> delivery.consumer().deliveryTimedOut(delivery, limit));
    }
  }

  void cancel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
