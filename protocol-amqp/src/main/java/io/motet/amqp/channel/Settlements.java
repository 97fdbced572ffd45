package io.motet.amqp.channel;

import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.stats.MessageCounters;

/**
 * The client's acknowledgements. A multiple one names the last delivery it covers, which must be
 * unsettled; 0 stands for all. On the channel's shard.
 */
final class Settlements implements UnackedDeliveries.Taker {
  private final UnackedDeliveries unacked;
  private final MessageCounters counters;
  private ChannelMode mode;
  private Outcome outcome;

  Settlements(UnackedDeliveries unacked, MessageCounters counters, ChannelMode mode) {
    this.unacked = unacked;
    this.counters = counters;
    this.mode = mode;
  }

  void mode(ChannelMode changed) {
    mode = changed;
  }

  void settle(long tag, boolean multiple, Outcome how) {
    outcome = how;
    if (!multiple) {
      Delivery delivery = unacked.remove(tag);
      if (delivery == null) {
        throw ChannelErrors.unknownDeliveryTag(tag);
      }
      take(tag, delivery);
    } else if (tag == 0) {
      unacked.removeAll(this);
    } else if (!unacked.removeThrough(tag, this)) {
      throw ChannelErrors.unknownDeliveryTag(tag);
    }
  }

  @Override
  public void take(long tag, Delivery delivery) {
    if (outcome == Outcome.ACK) {
      counters.add(MessageCounters.Kind.ACK, 1);
    }
    mode.settle(tag, delivery, outcome);
  }

  /** Gives everything back to its queue at once, transaction or not. */
  void requeueAll() {
    unacked.removeAll((tag, delivery) -> delivery.settle(Outcome.REQUEUE));
  }
}
