package io.motet.broker.queue;

import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What a queue asks of its virtual host. Called on the queue's shard; must not block. */
public interface QueueHost {
  /**
   * Where a dead-lettered message goes: the targets for all the routing keys together, each at most
   * once.
   *
   * @param routingKeys at least one; more when the message was published with CC
   * @param properties asked for only when an exchange looks at headers
   * @return null when there is no such exchange
   */
  Route deadLetterRoute(
      String exchange, List<Utf8> routingKeys, Supplier<MessageProperties> properties);

  /**
   * Where a message goes whose delay is over. Asked of waiting rooms only.
   *
   * @return null to drop it
   */
  default Route delayOver(
      LocalQueue waitingRoom, Message message, Supplier<MessageProperties> properties) {
    return null;
  }

  /**
   * The queue's use is over by its own rules; the virtual host deletes it like an operator.
   *
   * @return completes on any thread when it is gone, or was refused
   */
  CompletableFuture<?> requestDelete(LocalQueue queue, DeleteReason reason);

  /** Why a queue asks for its own end. */
  enum DeleteReason {
    /** Auto-delete: the last consumer went. */
    LAST_CONSUMER_GONE,
    /** {@code x-expires}: unused for too long. */
    UNUSED
  }
}
