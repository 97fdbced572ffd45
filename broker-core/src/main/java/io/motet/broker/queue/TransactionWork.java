package io.motet.broker.queue;

import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.message.Message;
import io.motet.broker.shard.Shard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a transaction has collected, sorted by the shard that must do it. On the channel's shard
 * until {@link FanOut#commit}.
 */
public final class TransactionWork {
  private final QueueShard home;
  private final Map<Shard, TransactionPart> parts = new LinkedHashMap<>();

  TransactionWork(QueueShard home) {
    this.home = home;
  }

  /** Adds a publish; takes over the message's reference. */
  public void publish(Message message, List<? extends MessageTarget> targets) {
    TargetsByShard split = TargetsByShard.of(targets, home.shard());
    split.forEachRemote((shard, queues) -> part(shard).publish(message.copyFor(), queues));
    if (split.local().isEmpty() && split.direct().isEmpty() && split.logs().isEmpty()) {
      message.release();
    } else {
      part(home.shard()).publish(message, split.local(), split.direct(), split.logs());
    }
  }

  /** Adds a settlement. */
  public void settle(Delivery delivery, Outcome outcome) {
    if (delivery instanceof LocalDelivery local) {
      part(local.queue.shard()).settle(local, outcome);
    } else {
      part(home.shard()).settleHere(delivery, outcome);
    }
  }

  private TransactionPart part(Shard shard) {
    return parts.computeIfAbsent(shard, unused -> new TransactionPart(home.of(shard)));
  }

  Map<Shard, TransactionPart> parts() {
    return parts;
  }

  /** Forgets all. */
  public void discard() {
    parts.values().forEach(TransactionPart::discard);
    parts.clear();
  }
}
