package io.motet.zmtp.peer;

import io.motet.broker.queue.CancelReason;
import io.motet.broker.queue.Consumer;
import io.motet.broker.queue.ConsumerSpec;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.Subscription;
import io.motet.broker.shard.Shard;
import io.motet.broker.stats.MessageCounters;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A peer's subscription to a queue, from the wish to the end: holds deliveries while the socket is
 * full, ends the connection when the queue goes away. On the peer's shard.
 */
public final class QueueReader implements Consumer {
  /** Takes what comes. */
  @FunctionalInterface
  public interface Handler {
    /** The message is valid during the call. */
    void deliver(Delivery delivery);
  }

  private final Peer peer;
  private final Handler handler;
  private final int prefetch;
  private final boolean settledWhenSent;
  private Subscription subscription;
  private boolean closed;

  /**
   * @param prefetch most unsettled deliveries; 0 for no limit
   * @param settledWhenSent whether nothing is to be settled
   */
  public QueueReader(Peer peer, Handler handler, int prefetch, boolean settledWhenSent) {
    this.peer = peer;
    this.handler = handler;
    this.prefetch = prefetch;
    this.settledWhenSent = settledWhenSent;
  }

  /** Begins when the queue is there; ends the connection when that fails. */
  public void open(CompletableFuture<Queue> queue) {
    ConsumerSpec spec =
        new ConsumerSpec(
            "zmtp-" + peer.channel().connection().id(),
            peer.channel(),
            this,
            settledWhenSent,
            false,
            prefetch,
            null,
            0,
            Map.of());
    queue
        .thenCompose(found -> found.subscribe(spec))
        .whenCompleteAsync(this::subscribed, peer.shard());
  }

  private void subscribed(Subscription made, Throwable failure) {
    if (failure != null) {
      if (!closed) {
        peer.end(Failures.text(failure));
      }
    } else if (closed) {
      made.cancel(() -> {});
    } else {
      subscription = made;
      peer.consumers(1);
      if (!peer.writable()) {
        made.writable(false);
      }
    }
  }

  @Override
  public Shard shard() {
    return peer.shard();
  }

  @Override
  public void deliver(Delivery delivery) {
    if (closed) {
      if (!settledWhenSent) {
        delivery.settle(Outcome.REQUEUE);
      }
      return;
    }
    peer.counters()
        .add(
            settledWhenSent ? MessageCounters.Kind.DELIVER_NO_ACK : MessageCounters.Kind.DELIVER,
            1);
    if (delivery.redelivered()) {
      peer.counters().add(MessageCounters.Kind.REDELIVER, 1);
    }
    handler.deliver(delivery);
  }

  /** The peer has got it. */
  public void acknowledge(Delivery delivery) {
    peer.counters().add(MessageCounters.Kind.ACK, 1);
    delivery.settle(Outcome.ACK);
  }

  /** The socket takes more, or no longer does. */
  public void writable(boolean writable) {
    if (subscription != null) {
      subscription.writable(writable);
    }
  }

  @Override
  public void cancelled(CancelReason reason) {
    ended();
    if (!closed && reason != CancelReason.BROKER_STOPPING) {
      peer.end("its queue is gone");
    }
  }

  /** No more comes, so that what is requeued after this goes to others. */
  public void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel(() -> {});
      ended();
    }
  }

  private void ended() {
    if (subscription != null) {
      subscription = null;
      peer.consumers(-1);
    }
  }
}
