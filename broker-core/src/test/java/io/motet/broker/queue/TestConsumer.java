package io.motet.broker.queue;

import io.motet.broker.message.Message;
import io.motet.broker.shard.Shard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Remembers what it was given. */
class TestConsumer implements Consumer {
  private final Shard shard;
  final List<String> bodies = new ArrayList<>();
  final List<Delivery> deliveries = new ArrayList<>();
  final List<Boolean> redelivered = new ArrayList<>();
  final List<Map<String, Object>> headers = new ArrayList<>();
  final List<CancelReason> cancels = new ArrayList<>();
  final List<Delivery> timedOut = new ArrayList<>();

  TestConsumer(Shard shard) {
    this.shard = shard;
  }

  @Override
  public Shard shard() {
    return shard;
  }

  @Override
  public void deliver(Delivery delivery) {
    if (!shard.inShard()) {
      throw new IllegalStateException("delivered off the consumer's shard");
    }
    bodies.add(body(delivery.message()));
    headers.add(delivery.message().properties().headers());
    deliveries.add(delivery);
    redelivered.add(delivery.redelivered());
  }

  static String body(Message message) {
    return message
        .content()
        .toString(message.bodyOffset(), message.bodySizeBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void cancelled(CancelReason reason) {
    cancels.add(reason);
  }

  @Override
  public void deliveryTimedOut(Delivery delivery, long timeoutMillis) {
    timedOut.add(delivery);
  }

  /** Settles the first delivery that is left. */
  void settleFirst(Outcome outcome) {
    deliveries.remove(0).settle(outcome);
  }

  void settleAll(Outcome outcome) {
    while (!deliveries.isEmpty()) {
      settleFirst(outcome);
    }
  }
}
