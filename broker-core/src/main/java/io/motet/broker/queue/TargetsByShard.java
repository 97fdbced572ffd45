package io.motet.broker.queue;

import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.publish.DirectTarget;
import io.motet.broker.shard.Shard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A route's targets, sorted by where they live. */
final class TargetsByShard {
  private final List<LocalQueue> local = new ArrayList<>();
  private final List<DirectTarget> direct = new ArrayList<>(0);
  private Map<Shard, List<LocalQueue>> remote = Map.of();

  private TargetsByShard() {}

  static TargetsByShard of(List<? extends MessageTarget> targets, Shard here) {
    TargetsByShard split = new TargetsByShard();
    for (MessageTarget target : targets) {
      if (target instanceof LocalQueue queue) {
        split.add(queue, here);
      } else if (target instanceof DirectTarget other) {
        split.direct.add(other);
      } else {
        throw new IllegalArgumentException("cannot publish to " + target.name());
      }
    }
    return split;
  }

  private void add(LocalQueue queue, Shard here) {
    if (queue.shard() == here) {
      local.add(queue);
      return;
    }
    if (remote.isEmpty()) {
      remote = new LinkedHashMap<>();
    }
    remote.computeIfAbsent(queue.shard(), unused -> new ArrayList<>()).add(queue);
  }

  List<LocalQueue> local() {
    return local;
  }

  List<DirectTarget> direct() {
    return direct;
  }

  boolean allLocal() {
    return remote.isEmpty();
  }

  int remoteShardCount() {
    return remote.size();
  }

  void forEachRemote(BiConsumer<Shard, List<LocalQueue>> action) {
    remote.forEach(action);
  }
}
