package io.motet.broker.queue;

import io.motet.broker.exchange.DelayedTarget;
import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.publish.DirectTarget;
import io.motet.broker.publish.LogTarget;
import io.motet.broker.shard.Shard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A route's targets, sorted by where they live. */
final class TargetsByShard {
  private final long delayMillis;
  private final LocalTargets local;
  private final List<DirectTarget> direct = new ArrayList<>(0);
  private final List<LogTarget> logs = new ArrayList<>(0);
  private Map<Shard, LocalTargets> remote = Map.of();

  private TargetsByShard(long delayMillis) {
    this.delayMillis = delayMillis;
    this.local = LocalTargets.none(delayMillis);
  }

  static TargetsByShard of(List<? extends MessageTarget> targets, Shard here) {
    TargetsByShard split = new TargetsByShard(delayMillis(targets));
    for (MessageTarget target : targets) {
      split.add(target, here);
    }
    return split;
  }

  /** One message asks for one delay, whatever the number of rooms it waits in. */
  private static long delayMillis(List<? extends MessageTarget> targets) {
    for (MessageTarget target : targets) {
      if (target instanceof DelayedTarget delayed) {
        return delayed.delayMillis();
      }
    }
    return 0;
  }

  private void add(MessageTarget target, Shard here) {
    if (target instanceof LocalQueue queue) {
      add(queue, here);
    } else if (target instanceof DelayedTarget delayed) {
      add(delayed.waitingRoom(), here);
    } else if (target instanceof LogTarget log) {
      logs.add(log);
    } else if (target instanceof DirectTarget other) {
      direct.add(other);
    } else {
      throw new IllegalArgumentException("cannot publish to " + target.name());
    }
  }

  private void add(LocalQueue queue, Shard here) {
    if (queue.shard() == here) {
      local.queues().add(queue);
      return;
    }
    if (remote.isEmpty()) {
      remote = new LinkedHashMap<>();
    }
    remote
        .computeIfAbsent(queue.shard(), unused -> LocalTargets.none(delayMillis))
        .queues()
        .add(queue);
  }

  LocalTargets local() {
    return local;
  }

  List<DirectTarget> direct() {
    return direct;
  }

  List<LogTarget> logs() {
    return logs;
  }

  /** Whether one record of this shard's journal is all there is to do. */
  boolean allHere() {
    return remote.isEmpty() && logs.isEmpty();
  }

  int remoteShardCount() {
    return remote.size();
  }

  void forEachRemote(BiConsumer<Shard, LocalTargets> action) {
    remote.forEach(action);
  }
}
