package io.motet.broker.queue;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A consumer on a queue of this broker. What decides whether it can take a message is written by
 * the queue's shard, except for the socket's state, which the consumer's shard tells.
 */
final class LocalSubscription implements Subscription {
  /**
   * Deliveries in a row before the consumer's socket gets a chance to say that it is full: it can
   * do so only between two iterations.
   */
  static final int BURST_MESSAGES = 1024;

  static final int BURST_BYTES = 1024 * 1024;

  private final LocalQueue queue;
  private final ConsumerSpec spec;
  private final boolean remote;
  private final AtomicInteger unacknowledged = new AtomicInteger();

  /** One for all deliveries of a consumer on the queue's shard that doesn't acknowledge. */
  private LocalDelivery shared;

  private volatile boolean active = true;
  private volatile boolean cancelled;
  private boolean writable = true;
  private int burstMessages;
  private long burstBytes;
  private boolean pausing;

  /** Whether it stands in line for messages. */
  boolean inLine;

  LocalSubscription(LocalQueue queue, ConsumerSpec spec) {
    this.queue = queue;
    this.spec = spec;
    this.remote = spec.consumer().shard() != queue.shard();
  }

  @Override
  public Queue queue() {
    return queue;
  }

  @Override
  public ConsumerSpec spec() {
    return spec;
  }

  @Override
  public boolean active() {
    return active;
  }

  void active(boolean isActive) {
    active = isActive;
  }

  boolean remote() {
    return remote;
  }

  boolean cancelled() {
    return cancelled;
  }

  void markCancelled() {
    cancelled = true;
  }

  @Override
  public int unacknowledgedCount() {
    return unacknowledged.get();
  }

  /** Whether it could take a message but for the channel's shared limit. */
  boolean ready() {
    return active
        && !cancelled
        && writable
        && !pausing
        && (spec.prefetch() == 0 || unacknowledged.get() < spec.prefetch() || spec.noAck());
  }

  /** Takes the channel's permit where one is needed; refused, it is woken when one comes back. */
  boolean takePermit() {
    if (spec.noAck() || spec.limiter() == null) {
      return true;
    }
    return ((SharedPrefetch) spec.limiter()).tryTake(this);
  }

  void givePermitBack() {
    if (spec.limiter() != null) {
      ((SharedPrefetch) spec.limiter()).giveBack();
    }
  }

  /** The object for the next delivery. */
  LocalDelivery delivery() {
    if (!spec.noAck() || remote) {
      return new LocalDelivery(queue, spec.consumer(), this, remote);
    }
    if (shared == null) {
      shared = new LocalDelivery(queue, spec.consumer(), this, false);
    }
    LocalDelivery taken = shared;
    shared = null;
    return taken;
  }

  /** Takes back the object of a delivery that needs no settlement. */
  void done(LocalDelivery delivery) {
    shared = delivery;
  }

  /** Counts a delivery; at the end of a burst it pauses until the sockets have been seen to. */
  void delivered(int sizeBytes) {
    if (!spec.noAck()) {
      unacknowledged.setOpaque(unacknowledged.getPlain() + 1);
    }
    burstMessages++;
    burstBytes += sizeBytes;
    if (burstMessages >= BURST_MESSAGES || burstBytes >= BURST_BYTES) {
      pausing = true;
      queue.pause(this);
    }
  }

  /** Ends the pause after a burst. */
  void resume() {
    pausing = false;
    burstMessages = 0;
    burstBytes = 0;
  }

  void settled() {
    unacknowledged.setOpaque(unacknowledged.getPlain() - 1);
  }

  void limiterReady() {
    queue.shard().run(() -> queue.wake(this));
  }

  @Override
  public void writable(boolean isWritable) {
    queue
        .shard()
        .run(
            () -> {
              writable = isWritable;
              if (isWritable) {
                queue.wake(this);
              }
            });
  }

  @Override
  public void cancel(Runnable done) {
    queue.cancel(this, done);
  }
}
