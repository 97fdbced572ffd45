package io.motet.broker.publish;

import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.message.Message;
import io.motet.broker.shard.Shard;

/**
 * A target that is no queue and keeps nothing: a requester that waits for its reply, a tap on the
 * traffic.
 */
public interface DirectTarget extends MessageTarget {
  /** The shard that {@link #accept} runs on. */
  Shard shard();

  /** Takes the message; valid during the call, retain it for longer. */
  void accept(Message message);
}
