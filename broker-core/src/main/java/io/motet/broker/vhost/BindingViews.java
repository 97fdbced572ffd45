package io.motet.broker.vhost;

import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** All bindings as clients see them: with those that every queue has on the default exchange. */
final class BindingViews {
  private final Topology topology;

  BindingViews(Topology topology) {
    this.topology = topology;
  }

  Collection<Binding> all() {
    List<Binding> all = implied();
    all.addAll(topology.bindings().bindings());
    return all;
  }

  Collection<Binding> from(String exchange) {
    return exchange.equals(DefaultExchange.NAME)
        ? implied()
        : explicit(topology.bindings().from(exchange));
  }

  Collection<Binding> to(DestinationKind kind, String destination) {
    List<Binding> found = new ArrayList<>();
    if (kind == DestinationKind.QUEUE && topology.queueOrStream(destination) != null) {
      found.add(implied(destination));
    }
    found.addAll(explicit(topology.bindings().to(kind, destination)));
    return found;
  }

  private List<Binding> implied() {
    List<Binding> implied = new ArrayList<>();
    topology.queues().forEach(queue -> implied.add(implied(queue.name())));
    topology.streams().forEach(stream -> implied.add(implied(stream.name())));
    return implied;
  }

  private static Binding implied(String queue) {
    return new Binding(DefaultExchange.NAME, DestinationKind.QUEUE, queue, queue, Map.of());
  }

  private List<Binding> explicit(List<BindingId> ids) {
    List<Binding> found = new ArrayList<>();
    for (BindingId id : ids) {
      var bound = topology.bindings().get(id);
      if (bound != null) {
        found.add(bound.binding());
      }
    }
    return found;
  }
}
