package io.motet.broker.vhost;

import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.MessageHistory;
import io.motet.broker.exchange.RecentHistoryExchangeType.HistoryRouter;
import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.Publisher;
import io.motet.broker.queue.Queue;
import java.util.List;

/** Gives a new binding of a recent-history exchange the messages that the exchange remembers. */
final class HistoryReplay {
  private HistoryReplay() {}

  static void replay(LocalVirtualHost virtualHost, Topology topology, Binding binding) {
    if (topology.exchange(binding.source()).router() instanceof HistoryRouter router) {
      MessageHistory history = router.history();
      history.shard().run(() -> replay(virtualHost, topology, binding, history));
    }
  }

  private static void replay(
      LocalVirtualHost virtualHost, Topology topology, Binding binding, MessageHistory history) {
    Publisher publisher = virtualHost.publisher(history.shard(), (token, outcome) -> {});
    history.replay(
        message ->
            publisher.publish(message.retain(), route(virtualHost, topology, binding, message), 0));
  }

  private static Route route(
      LocalVirtualHost virtualHost, Topology topology, Binding binding, Message message) {
    if (binding.destinationKind() == Binding.DestinationKind.EXCHANGE) {
      Route route =
          virtualHost.route(
              Utf8.of(binding.destination()), message.routingKey(), message::properties);
      return route == null ? to(message, List.of()) : route;
    }
    Queue queue = topology.queueOrStream(binding.destination());
    return queue == null ? to(message, List.of()) : to(message, List.of(queue));
  }

  private static Route to(Message message, List<Queue> queues) {
    return new Route(message.exchange(), message.routingKey(), List.copyOf(queues), false, 0);
  }
}
