package io.motet.broker.vhost;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import io.motet.broker.exchange.BoundExchange;
import io.motet.broker.exchange.Destination;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.queue.Queue;

/** Makes and removes bindings. On the metadata shard, inside a change. */
final class BindingOperations {
  private final String virtualHost;
  private final Topology topology;

  BindingOperations(String virtualHost, Topology topology) {
    this.virtualHost = virtualHost;
    this.topology = topology;
  }

  /** Returns whether the binding is new. */
  boolean bind(MetadataChange change, Binding binding, ClientConnection by) {
    refuseDefault(binding);
    BoundExchange source = topology.exchange(binding.source());
    if (source == null) {
      throw notFound(ResourceNames.exchange(binding.source(), virtualHost));
    }
    Destination destination =
        topology.destination(binding.destinationKind(), binding.destination());
    if (destination == null) {
      throw notFound(describeDestination(binding));
    }
    source.exchangeType().checkBinding(source.declaration(), binding);
    checkOwner(destination, by);
    boolean stored = topology.durable(binding);
    BindingId id = BindingId.of(binding);
    if (topology.bindings().contains(id)) {
      if (stored) {
        change.awaitEarlierOnes();
      }
      return false;
    }
    if (stored) {
      change.put(
          TopologyRecords.bindingKey(virtualHost, id),
          TopologyRecords.fields(virtualHost, binding));
    }
    topology.add(id, binding);
    return true;
  }

  void unbind(MetadataChange change, Binding binding, ClientConnection by) {
    refuseDefault(binding);
    BindingId id = BindingId.of(binding);
    if (!topology.bindings().contains(id)) {
      return;
    }
    checkOwner(topology.destination(id.destinationKind(), id.destination()), by);
    topology.remove(id, change);
  }

  private static void refuseDefault(Binding binding) {
    if (binding.destinationKind() == DestinationKind.EXCHANGE) {
      DefaultExchange.refuse(binding.destination());
    }
    DefaultExchange.refuse(binding.source());
  }

  private void checkOwner(Destination destination, ClientConnection by) {
    if (destination instanceof Queue queue) {
      QueueOperations.checkAccess(queue, by, virtualHost);
    }
  }

  private String describeDestination(Binding binding) {
    return binding.destinationKind() == DestinationKind.EXCHANGE
        ? ResourceNames.exchange(binding.destination(), virtualHost)
        : ResourceNames.queue(binding.destination(), virtualHost);
  }

  private static BrokerException notFound(String resource) {
    return new BrokerException(ErrorKind.NOT_FOUND, "no " + resource);
  }
}
