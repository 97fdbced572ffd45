package io.motet.broker.vhost;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import io.motet.broker.exchange.BoundDestination;
import io.motet.broker.exchange.BoundExchange;
import io.motet.broker.exchange.Destination;
import io.motet.broker.message.Utf8;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.queue.LocalQueue;
import io.motet.broker.queue.Queue;
import io.motet.broker.stream.StreamQueue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Map<Utf8, StreamQueue> streams = new ConcurrentHashMap<>();
  private final BindingTable bindings = new BindingTable();
  private final Map<ClientConnection, Set<LocalQueue>> exclusive = new HashMap<>();
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

  /** Null when absent. */
  StreamQueue stream(Utf8 name) {
    return streams.get(name);
  }

  /** Null when absent. */
  StreamQueue stream(String name) {
    return streams.get(Utf8.of(name));
  }

  Collection<StreamQueue> streams() {
    return streams.values();
  }

  /** A queue or a stream; null when there is neither. */
  Queue queueOrStream(String name) {
    LocalQueue queue = queue(name);
    return queue == null ? stream(name) : queue;
  }

  /** A copy: the queues that end with this connection. On the metadata shard. */
  List<LocalQueue> exclusiveTo(ClientConnection owner) {
    return List.copyOf(exclusive.getOrDefault(owner, Set.of()));
  }

  int queueCount() {
    return queues.size() + streams.size();
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
    if (queue.exclusiveOwner() != null) {
      exclusive.computeIfAbsent(queue.exclusiveOwner(), owner -> new LinkedHashSet<>()).add(queue);
    }
    changed();
  }

  void add(StreamQueue stream) {
    streams.put(Utf8.of(stream.name()), stream);
    changed();
  }

  /** What a binding's destination stands for, or null. */
  Destination destination(DestinationKind kind, String name) {
    return kind == DestinationKind.EXCHANGE ? exchange(name) : queueOrStream(name);
  }

  /** Whether a binding between these survives a restart. */
  boolean durable(Binding binding) {
    if (!exchange(binding.source()).durable()) {
      return false;
    }
    return binding.destinationKind() == DestinationKind.EXCHANGE
        ? exchange(binding.destination()).durable()
        : queueOrStream(binding.destination()).durable();
  }

  /** Both ends exist. */
  void add(BindingId id, Binding binding) {
    Destination destination = destination(binding.destinationKind(), binding.destination());
    BoundDestination bound = new BoundDestination(binding, destination);
    bindings.add(id, bound);
    exchange(binding.source()).router().add(bound);
    changed();
  }

  /** Removes a binding, and what lives only as long as it has bindings. */
  void remove(BindingId id, MetadataChange change) {
    Deque<BoundExchange> ending = new ArrayDeque<>();
    unlink(id, change, ending);
    removeAll(ending, change);
  }

  /** Removes an exchange with all its bindings, and what ends with those. */
  void remove(BoundExchange exchange, MetadataChange change) {
    Deque<BoundExchange> ending = new ArrayDeque<>();
    ending.add(exchange);
    removeAll(ending, change);
  }

  /** Removes a queue with all its bindings, and what ends with those. */
  void remove(LocalQueue queue, MetadataChange change) {
    queues.remove(Utf8.of(queue.name()), queue);
    if (queue.exclusiveOwner() != null) {
      exclusive.computeIfPresent(
          queue.exclusiveOwner(),
          (owner, owned) -> owned.remove(queue) && owned.isEmpty() ? null : owned);
    }
    if (queue.durable()) {
      change.delete(TopologyRecords.queueKey(virtualHost, queue.name()));
    }
    unbindAll(queue.name(), change);
  }

  /** Removes a stream with all its bindings, and what ends with those. */
  void remove(StreamQueue stream, MetadataChange change) {
    streams.remove(Utf8.of(stream.name()), stream);
    unbindAll(stream.name(), change);
  }

  private void unbindAll(String queue, MetadataChange change) {
    Deque<BoundExchange> ending = new ArrayDeque<>();
    for (BindingId id : bindings.to(DestinationKind.QUEUE, queue)) {
      unlink(id, change, ending);
    }
    removeAll(ending, change);
  }

  /** A loop and no recursion: clients make chains of auto-delete exchanges as long as they like. */
  private void removeAll(Deque<BoundExchange> ending, MetadataChange change) {
    while (!ending.isEmpty()) {
      BoundExchange exchange = ending.poll();
      String name = exchange.name();
      for (BindingId id : bindings.from(name)) {
        unlink(id, change, null);
      }
      for (BindingId id : bindings.to(DestinationKind.EXCHANGE, name)) {
        unlink(id, change, ending);
      }
      exchanges.remove(Utf8.of(name));
      exchange.router().close();
      if (exchange.durable()) {
        change.delete(TopologyRecords.exchangeKey(virtualHost, name));
      }
    }
    changed();
  }

  /**
   * Removes one binding.
   *
   * @param ending gets the source when this was the last binding of an auto-delete exchange; null
   *     when the source ends anyway
   */
  private void unlink(BindingId id, MetadataChange change, Deque<BoundExchange> ending) {
    BoundDestination bound = bindings.get(id);
    BoundExchange source = exchange(id.source());
    source.router().remove(bound);
    bindings.remove(id);
    if (isStored(bound)) {
      change.delete(TopologyRecords.bindingKey(virtualHost, id));
    }
    if (ending != null && source.autoDelete() && !bindings.isSource(id.source())) {
      ending.add(source);
    }
  }

  private boolean isStored(BoundDestination bound) {
    boolean destinationDurable =
        bound.destination() instanceof BoundExchange exchange
            ? exchange.durable()
            : ((Queue) bound.destination()).durable();
    return destinationDurable && exchange(bound.binding().source()).durable();
  }
}
