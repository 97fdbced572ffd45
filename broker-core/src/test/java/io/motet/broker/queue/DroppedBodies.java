package io.motet.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for a number of messages that a queue drops, and notes how large they were. */
final class DroppedBodies implements QueueWatcher {
  private final List<Integer> sizesBytes = new ArrayList<>();
  private final CountDownLatch left;

  DroppedBodies(int count) {
    left = new CountDownLatch(count);
  }

  List<Integer> await() throws InterruptedException {
    assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
    return sizesBytes;
  }

  @Override
  public void available() {}

  @Override
  public void gone(Message message, Consumer taker) {
    sizesBytes.add(message.bodySizeBytes());
    left.countDown();
  }

  @Override
  public void purged() {}

  @Override
  public void deleted() {}
}
