package io.motet.broker.vhost;

import io.motet.broker.exchange.BoundExchange;
import io.motet.broker.exchange.DelayedExchangeType.DelayedRouter;
import io.motet.broker.exchange.Route;
import io.motet.broker.exchange.RoutingRequest;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.queue.LocalQueue;
import io.motet.broker.queue.QueueHost;
import io.motet.broker.queue.QueueIdentity;
import io.motet.broker.queue.QueueSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The hidden queues in which the messages of delaying exchanges wait. Each is as durable as its
 * exchange and ends with it; nobody can consume from it or see it among the queues.
 */
final class WaitingRooms {
  private final String virtualHost;
  private final ModelServices services;
  private final RouteResolver resolver;
  private final QueueHost host;
  private final Map<LocalQueue, BoundExchange> exchanges = new ConcurrentHashMap<>();

  WaitingRooms(String virtualHost, ModelServices services, RouteResolver resolver, QueueHost host) {
    this.virtualHost = virtualHost;
    this.services = services;
    this.resolver = resolver;
    this.host = host;
  }

  static boolean neededBy(BoundExchange exchange) {
    return exchange.router() instanceof DelayedRouter;
  }

  /**
   * Opens the room of a delaying exchange.
   *
   * @param id of the queue; the same after a restart
   */
  LocalQueue open(BoundExchange exchange, long id) {
    QueueIdentity identity =
        new QueueIdentity(
            id, virtualHost, exchange.name(), exchange.durable(), false, null, Map.of());
    int shard = (int) (id % services.shards().size());
    LocalQueue room =
        services
            .engine()
            .create(
                identity,
                QueueSettings.builder().waitingRoom(true).build(),
                services.shards().get(shard),
                host);
    exchanges.put(room, exchange);
    ((DelayedRouter) exchange.router()).waitingRoom(room, () -> close(room));
    return room;
  }

  /** The room of an exchange, or null. */
  LocalQueue of(String exchange) {
    for (Map.Entry<LocalQueue, BoundExchange> each : exchanges.entrySet()) {
      if (each.getValue().name().equals(exchange)) {
        return each.getKey();
      }
    }
    return null;
  }

  private void close(LocalQueue room) {
    exchanges.remove(room);
    room.delete(false, false);
  }

  /** Where a message goes that has waited; null when its exchange is gone. */
  Route delayOver(LocalQueue room, Message message, Supplier<MessageProperties> properties) {
    BoundExchange exchange = exchanges.get(room);
    if (exchange == null) {
      return null;
    }
    RoutingRequest request =
        new RoutingRequest(
            message.exchange(), message.routingKey(), copies(properties.get()), properties);
    DelayedRouter router = (DelayedRouter) exchange.router();
    return resolver.routeDelayed(exchange, router.inner(), request);
  }

  /** The further routing keys that the sender named. */
  private static List<Utf8> copies(MessageProperties properties) {
    Map<String, Object> headers = properties.headers();
    if (headers == null || !(headers.get("CC") instanceof List<?> keys)) {
      return List.of();
    }
    return keys.stream()
        .filter(String.class::isInstance)
        .map(key -> Utf8.of((String) key))
        .toList();
  }
}
