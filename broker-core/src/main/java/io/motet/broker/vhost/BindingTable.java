package io.motet.broker.vhost;

import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import io.motet.broker.exchange.BoundDestination;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bindings of a virtual host, found by either end. Changed on the metadata shard, read by any
 * thread. The routers hold the same bindings in the form that routes.
 */
final class BindingTable {
  private final Map<BindingId, BoundDestination> all = new ConcurrentHashMap<>();
  private final Map<String, Set<BindingId>> bySource = new ConcurrentHashMap<>();
  private final Map<End, Set<BindingId>> byDestination = new ConcurrentHashMap<>();

  boolean contains(BindingId id) {
    return all.containsKey(id);
  }

  /** Null when absent. */
  BoundDestination get(BindingId id) {
    return all.get(id);
  }

  void add(BindingId id, BoundDestination bound) {
    all.put(id, bound);
    bySource.computeIfAbsent(id.source(), name -> ConcurrentHashMap.newKeySet()).add(id);
    byDestination.computeIfAbsent(End.of(id), end -> ConcurrentHashMap.newKeySet()).add(id);
  }

  void remove(BindingId id) {
    all.remove(id);
    removeFrom(bySource, id.source(), id);
    removeFrom(byDestination, End.of(id), id);
  }

  private static <K> void removeFrom(Map<K, Set<BindingId>> index, K key, BindingId id) {
    Set<BindingId> ids = index.get(key);
    if (ids != null && ids.remove(id) && ids.isEmpty()) {
      index.remove(key);
    }
  }

  Collection<Binding> bindings() {
    return all.values().stream().map(BoundDestination::binding).toList();
  }

  /** A copy. */
  List<BindingId> from(String source) {
    return List.copyOf(bySource.getOrDefault(source, Set.of()));
  }

  /** A copy. */
  List<BindingId> to(DestinationKind kind, String name) {
    return List.copyOf(byDestination.getOrDefault(new End(kind, name), Set.of()));
  }

  boolean isSource(String exchange) {
    return bySource.containsKey(exchange);
  }

  private record End(DestinationKind kind, String name) {
    static End of(BindingId id) {
      return new End(id.destinationKind(), id.destination());
    }
  }
}
