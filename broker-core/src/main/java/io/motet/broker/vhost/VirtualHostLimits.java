package io.motet.broker.vhost;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The limits that an operator set for a virtual host; negative or absent is none. Changed on the
 * metadata shard, read by any thread.
 */
final class VirtualHostLimits {
  static final String MAX_CONNECTIONS = "max-connections";
  static final String MAX_QUEUES = "max-queues";
  private static final Set<String> NAMES = Set.of(MAX_CONNECTIONS, MAX_QUEUES);

  private final String virtualHost;
  private volatile Map<String, Object> values = Map.of();

  VirtualHostLimits(String virtualHost) {
    this.virtualHost = virtualHost;
  }

  Map<String, Object> values() {
    return values;
  }

  void load(Map<String, Object> stored) {
    values = Map.copyOf(stored);
  }

  /**
   * @param limit null to remove it
   */
  void set(String name, Long limit) {
    if (!NAMES.contains(name)) {
      throw new BrokerException(ErrorKind.INVALID, "Unrecognised terms [" + name + "] in limits");
    }
    Map<String, Object> changed = new TreeMap<>(values);
    if (limit == null) {
      changed.remove(name);
    } else {
      changed.put(name, limit);
    }
    values = Map.copyOf(changed);
  }

  /** Refuses one queue more. */
  void checkQueues(String queue, int existing) {
    long limit = limit(MAX_QUEUES);
    if (limit >= 0 && existing >= limit) {
      throw new BrokerException(
          ErrorKind.PRECONDITION_FAILED,
          "cannot declare queue '"
              + queue
              + "': queue limit in vhost '"
              + virtualHost
              + "' ("
              + limit
              + ") is reached");
    }
  }

  /** Most connections, or a negative number for any. */
  long connections() {
    return limit(MAX_CONNECTIONS);
  }

  private long limit(String name) {
    return values.get(name) instanceof Number number ? number.longValue() : -1;
  }
}
