package io.motet.broker.publish;

/**
 * Told once per message, on the publisher's shard, when its outcome is known; maybe during the
 * call.
 */
@FunctionalInterface
public interface PublishObserver {
  void published(long token, PublishOutcome outcome);
}
