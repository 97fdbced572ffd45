package io.motet.broker.user;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may use which routing keys on which topic exchange. A user without an entry for an exchange
 * may use all. Changed on the metadata shard, read by any thread.
 */
final class TopicPermissionTable {
  /**
   * Most expanded patterns kept compiled; there is one per client where {@code {client_id}} is
   * used.
   */
  static final int MAX_COMPILED = 1_000;

  private final Map<Place, TopicPermissions> entries = new ConcurrentHashMap<>();
  private final Map<String, NamePattern> compiled = new ConcurrentHashMap<>();

  void put(TopicPermissions permissions) {
    entries.put(Place.of(permissions), permissions);
  }

  void remove(TopicPermissions permissions) {
    entries.remove(Place.of(permissions));
  }

  Collection<TopicPermissions> all() {
    return new ArrayList<>(entries.values());
  }

  /**
   * @param exchange null for all
   */
  List<TopicPermissions> find(String user, String virtualHost, String exchange) {
    return entries.values().stream()
        .filter(entry -> entry.user().equals(user) && entry.virtualHost().equals(virtualHost))
        .filter(entry -> exchange == null || entry.exchange().equals(exchange))
        .toList();
  }

  boolean allows(
      String user,
      String virtualHost,
      Access access,
      String exchange,
      String routingKey,
      Map<String, String> variables) {
    if (entries.isEmpty()) {
      return true;
    }
    TopicPermissions entry = entries.get(new Place(user, virtualHost, exchange));
    if (entry == null) {
      return true;
    }
    String pattern = access == Access.WRITE ? entry.write() : entry.read();
    return pattern(expand(pattern, user, virtualHost, variables)).matches(routingKey);
  }

  private static String expand(
      String pattern, String user, String virtualHost, Map<String, String> variables) {
    String expanded = pattern;
    if (pattern.indexOf('{') >= 0) {
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        expanded = expanded.replace("{" + variable.getKey() + "}", variable.getValue());
      }
      expanded = expanded.replace("{username}", user).replace("{vhost}", virtualHost);
    }
    return expanded;
  }

  /** Patterns kept compiled now. */
  int compiledCount() {
    return compiled.size();
  }

  private NamePattern pattern(String regex) {
    NamePattern known = compiled.get(regex);
    if (known == null) {
      known = new NamePattern(regex);
      if (compiled.size() >= MAX_COMPILED) {
        compiled.clear();
      }
      compiled.put(regex, known);
    }
    return known;
  }

  private record Place(String user, String virtualHost, String exchange) {
    static Place of(TopicPermissions entry) {
      return new Place(entry.user(), entry.virtualHost(), entry.exchange());
    }
  }
}
