package io.motet.broker.vhost;

import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import io.motet.broker.exchange.BoundDestination;
import io.motet.broker.exchange.BoundExchange;
import io.motet.broker.exchange.Destination;
import io.motet.broker.message.Utf8;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.queue.LocalQueue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The exchanges, queues and bindings of one virtual host, and how they go together: what ends with
 * what. Changed on the metadata shard; look-ups may be made by any thread and take no lock.
 */
final class Topology {
  private final String virtualHost;
  private final Map<Utf8, BoundExchange> exchanges = new ConcurrentHashMap<>();
  private final Map<Utf8, LocalQueue> queues = new ConcurrentHashMap<>();
  private final BindingTable bindings = new BindingTable();
  private final AtomicLong version = new AtomicLong();

  Topology(String virtualHost) {
    this.virtualHost = virtualHost;
  }

  /** Read it before the tables: then what was found is not older than it says. */
  long version() {
    return version.get();
  }

  /** Routes made before are out of date. */
  void changed() {
    version.incrementAndGet();
  }

  /** Null when absent. */
  BoundExchange exchange(Utf8 name) {
    return exchanges.get(name);
  }

  /** Null when absent. */
  BoundExchange exchange(String name) {
    return exchanges.get(Utf8.of(name));
  }

  Collection<BoundExchange> exchanges() {
    return exchanges.values();
  }

  /** Null when absent. */
  LocalQueue queue(Utf8 name) {
    return queues.get(name);
  }

  /** Null when absent. */
  LocalQueue queue(String name) {
    return queues.get(Utf8.of(name));
  }

  Collection<LocalQueue> queues() {
    return queues.values();
  }

  int queueCount() {
    return queues.size();
  }

  BindingTable bindings() {
    return bindings;
  }

  void add(BoundExchange exchange) {
    exchanges.put(Utf8.of(exchange.name()), exchange);
    changed();
  }

  void add(LocalQueue queue) {
    queues.put(Utf8.of(queue.name()), queue);
    changed();
  }

  /** What a binding's destination stands for, or null. */
  Destination destination(DestinationKind kind, String name) {
    return kind == DestinationKind.EXCHANGE ? exchange(name) : queue(name);
  }

  /** Whether a binding between these survives a restart. */
  boolean durable(Binding binding) {
    if (!exchange(binding.source()).durable()) {
      return false;
    }
    return binding.destinationKind() == DestinationKind.EXCHANGE
        ? exchange(binding.destination()).durable()
        : queue(binding.destination()).durable();
  }

  /** Both ends exist. */
  void add(BindingId id, Binding binding) {
    Destination destination = destination(binding.destinationKind(), binding.destination());
    BoundDestination bound = new BoundDestination(binding, destination);
    bindings.add(id, bound);
    exchange(binding.source()).router().add(bound);
    changed();
  }

  /** Removes a binding, and its source where that lives only as long as it has bindings. */
  void remove(BindingId id, MetadataChange change) {
    unlink(id, change);
    changed();
    BoundExchange source = exchange(id.source());
    if (source.autoDelete() && !bindings.isSource(id.source())) {
      remove(source, change);
    }
  }

  /** Removes an exchange with all its bindings, and what ends with those. */
  void remove(BoundExchange exchange, MetadataChange change) {
    String name = exchange.name();
    for (BindingId id : bindings.from(name)) {
      unlink(id, change);
    }
    exchanges.remove(Utf8.of(name));
    exchange.router().close();
    if (exchange.durable()) {
      change.delete(TopologyRecords.exchangeKey(virtualHost, name));
    }
    changed();
    removeAll(bindings.to(DestinationKind.EXCHANGE, name), change);
  }

  /** Removes a queue with all its bindings, and what ends with those. */
  void remove(LocalQueue queue, MetadataChange change) {
    queues.remove(Utf8.of(queue.name()), queue);
    if (queue.durable()) {
      change.delete(TopologyRecords.queueKey(virtualHost, queue.name()));
    }
    changed();
    removeAll(bindings.to(DestinationKind.QUEUE, queue.name()), change);
  }

  private void removeAll(List<BindingId> ids, MetadataChange change) {
    for (BindingId id : ids) {
      if (bindings.contains(id)) {
        remove(id, change);
      }
    }
  }

  private void unlink(BindingId id, MetadataChange change) {
    BoundDestination bound = bindings.get(id);
    exchange(id.source()).router().remove(bound);
    bindings.remove(id);
    if (isStored(bound)) {
      change.delete(TopologyRecords.bindingKey(virtualHost, id));
    }
  }

  private boolean isStored(BoundDestination bound) {
    boolean destinationDurable =
        bound.destination() instanceof BoundExchange exchange
            ? exchange.durable()
            : ((LocalQueue) bound.destination()).durable();
    return destinationDurable && exchange(bound.binding().source()).durable();
  }
}
