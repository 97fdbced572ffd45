package io.motet.broker.queue;

import io.motet.broker.shard.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes a fixed number of numbered messages on a real shard; the test waits for them. */
final class CollectingConsumer implements Consumer {
  private final Shard shard;
  private final boolean settles;
  private final CountDownLatch left;
  final List<Integer> numbers = new ArrayList<>();
  final List<Boolean> redelivered = new ArrayList<>();
  final List<Delivery> deliveries = new ArrayList<>();

  CollectingConsumer(Shard shard, int expected, boolean settles) {
    this.shard = shard;
    this.settles = settles;
    this.left = new CountDownLatch(expected);
  }

  @Override
  public Shard shard() {
    return shard;
  }

  @Override
  public void deliver(Delivery delivery) {
    String body = TestConsumer.body(delivery.message());
    numbers.add(Integer.parseInt(body.replace("\0", "")));
    redelivered.add(delivery.redelivered());
    if (settles) {
      delivery.settle(Outcome.ACK);
    } else {
      deliveries.add(delivery);
    }
    left.countDown();
  }

  @Override
  public void cancelled(CancelReason reason) {}

  void await() throws InterruptedException {
    if (!left.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException(left.getCount() + " messages are missing");
    }
  }
}
