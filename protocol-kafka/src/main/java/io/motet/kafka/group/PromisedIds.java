package io.motet.kafka.group;

import io.motet.broker.shard.Shard;
import java.util.HashMap;
import java.util.Map;

/**
 * Ids that were given to newcomers, who have not come back with them yet. On the groups' thread
 * only.
 */
final class PromisedIds {
  private final GroupTimers timers;
  private final Map<String, Shard.Timer> promised = new HashMap<>();

  PromisedIds(GroupTimers timers) {
    this.timers = timers;
  }

  boolean isEmpty() {
    return promised.isEmpty();
  }

  /** Whoever does not come in time need not be waited for. */
  void add(String memberId, int timeoutMillis, Runnable forgotten) {
    promised.put(
        memberId,
        timers.schedule(
            timeoutMillis,
            () -> {
              if (promised.remove(memberId) != null) {
                forgotten.run();
              }
            }));
  }

  /** Whether the id was promised; it is no longer. */
  boolean take(String memberId) {
    Shard.Timer timer = promised.remove(memberId);
    if (timer != null) {
      timer.cancel();
    }
    return timer != null;
  }
}
