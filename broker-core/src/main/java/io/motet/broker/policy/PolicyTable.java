package io.motet.broker.policy;

import io.motet.broker.regex.NameRegex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The policies of one kind (users' or operators'), by virtual host, those of high priority first.
 * Changed on the metadata shard, read by any thread.
 */
final class PolicyTable {
  private static final Comparator<Compiled> BEST_FIRST =
      Comparator.comparingInt((Compiled entry) -> -entry.policy.priority())
          .thenComparing(entry -> entry.policy.name());

  private final Map<String, List<Compiled>> byVirtualHost = new ConcurrentHashMap<>();

  void put(Policy policy) {
    List<Compiled> changed = without(policy.virtualHost(), policy.name());
    changed.add(new Compiled(policy, NameRegex.compile(policy.pattern())));
    changed.sort(BEST_FIRST);
    byVirtualHost.put(policy.virtualHost(), List.copyOf(changed));
  }

  /** Whether there was one. */
  boolean remove(String virtualHost, String name) {
    List<Compiled> changed = without(virtualHost, name);
    boolean removed = changed.size() < of(virtualHost).size();
    byVirtualHost.put(virtualHost, List.copyOf(changed));
    return removed;
  }

  private List<Compiled> without(String virtualHost, String name) {
    List<Compiled> copy = new ArrayList<>(of(virtualHost));
    copy.removeIf(entry -> entry.policy.name().equals(name));
    return copy;
  }

  private List<Compiled> of(String virtualHost) {
    return byVirtualHost.getOrDefault(virtualHost, List.of());
  }

  Collection<Policy> all() {
    List<Policy> all = new ArrayList<>();
    new TreeMap<>(byVirtualHost).values().forEach(list -> list.forEach(e -> all.add(e.policy)));
    return all;
  }

  /** The best policy that applies, or null. */
  Policy match(String virtualHost, String name, PolicyScope scope) {
    for (Compiled entry : of(virtualHost)) {
      Policy policy = entry.policy;
      if (scope.accepts(policy.applyTo(), policy.definition())
          && entry.pattern.matcher(name).find()) {
        return policy;
      }
    }
    return null;
  }

  private record Compiled(Policy policy, Pattern pattern) {}
}
