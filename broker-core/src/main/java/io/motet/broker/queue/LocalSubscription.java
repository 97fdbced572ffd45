package io.motet.broker.queue;

/** A consumer on a queue of this broker. */
final class LocalSubscription implements Subscription {
  @Override
  public Queue queue() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ConsumerSpec spec() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean active() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int unacknowledgedCount() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void writable(boolean writable) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void cancel(Runnable done) {
    throw new UnsupportedOperationException();
  }

  void limiterReady() {}
}
