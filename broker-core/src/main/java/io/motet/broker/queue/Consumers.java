package io.motet.broker.queue;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The consumers of one queue and whose turn it is: the highest priority first, in turn among
 * equals. Only those that could take a message stand in line, so that a thousand busy consumers
 * cost nothing; whatever makes one able to take again puts it back.
 */
final class Consumers {
  private final QueueIdentity identity;
  private final QueueFigures figures;
  private final List<LocalSubscription> all = new ArrayList<>(1);

  /** By negated priority, so that the first entry is the highest; null for a single priority. */
  private TreeMap<Integer, ArrayDeque<LocalSubscription>> linesByPriority;

  private ArrayDeque<LocalSubscription> line;
  private int linePriority;
  private volatile List<Subscription> snapshot = List.of();
  private boolean exclusive;
  private boolean singleActive;

  Consumers(QueueIdentity identity, QueueFigures figures) {
    this.identity = identity;
    this.figures = figures;
  }

  int size() {
    return all.size();
  }

  /** For other threads. */
  List<Subscription> snapshot() {
    return snapshot;
  }

  /** Switches to one consumer at a time, or back. */
  void singleActive(boolean on) {
    if (singleActive != on) {
      singleActive = on;
      chooseActive();
    }
  }

  /** Adds a consumer; throws when the queue is in exclusive use, or cannot be. */
  void add(LocalSubscription subscription) {
    boolean wantsAlone = subscription.spec().exclusive();
    if (exclusive || (wantsAlone && (singleActive || !all.isEmpty()))) {
      throw new BrokerException(
          ErrorKind.ACCESS_REFUSED, identity.description() + " in exclusive use");
    }
    exclusive = wantsAlone;
    if (wantsAlone) {
      figures.exclusiveConsumerTag(subscription.spec().tag());
    }
    all.add(subscription);
    subscription.active(!singleActive);
    chooseActive();
    changed();
    enterLine(subscription);
  }

  /** Removes a consumer; false when it was gone already. */
  boolean remove(LocalSubscription subscription) {
    if (!all.remove(subscription)) {
      return false;
    }
    subscription.markCancelled();
    if (subscription.inLine) {
      lineOf(subscription).remove(subscription);
      subscription.inLine = false;
    }
    if (subscription.spec().exclusive()) {
      exclusive = false;
      figures.exclusiveConsumerTag(null);
    }
    if (singleActive && subscription.active()) {
      subscription.active(false);
      chooseActive();
    }
    changed();
    return true;
  }

  /** Makes one consumer the active one where only one may be. */
  private void chooseActive() {
    if (!singleActive) {
      all.forEach(subscription -> subscription.active(true));
      all.forEach(this::enterLine);
      figures.singleActiveConsumerTag(null);
      return;
    }
    LocalSubscription chosen = all.stream().filter(Subscription::active).findFirst().orElse(null);
    for (LocalSubscription candidate : all) {
      // The first of the highest priority; one that is active stays so.
      if (chosen == null
          || (!chosen.active() && candidate.spec().priority() > chosen.spec().priority())) {
        chosen = candidate;
      }
    }
    for (LocalSubscription subscription : all) {
      subscription.active(subscription == chosen);
    }
    if (chosen != null) {
      enterLine(chosen);
    }
    figures.singleActiveConsumerTag(chosen == null ? null : chosen.spec().tag());
  }

  private void changed() {
    snapshot = List.copyOf(all);
    figures.consumers(all.size());
  }

  /** All consumers, for the queue's end. */
  List<LocalSubscription> removeAll() {
    List<LocalSubscription> removed = List.copyOf(all);
    removed.forEach(this::remove);
    return removed;
  }

  /** Puts a consumer in line if it can take a message; harmless when it cannot or is there. */
  void enterLine(LocalSubscription subscription) {
    if (!subscription.inLine && subscription.ready()) {
      lineOf(subscription).add(subscription);
      subscription.inLine = true;
    }
  }

  /**
   * The next to get a message, with its permit taken, out of the line; null when none can. The
   * caller puts it back with {@link #enterLine} after the delivery.
   */
  LocalSubscription next() {
    if (linesByPriority == null) {
      return line == null ? null : next(line);
    }
    for (ArrayDeque<LocalSubscription> each : linesByPriority.values()) {
      LocalSubscription found = next(each);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static LocalSubscription next(ArrayDeque<LocalSubscription> from) {
    LocalSubscription candidate = from.poll();
    while (candidate != null) {
      candidate.inLine = false;
      if (candidate.ready() && candidate.takePermit()) {
        return candidate;
      }
      candidate = from.poll();
    }
    return null;
  }

  private ArrayDeque<LocalSubscription> lineOf(LocalSubscription subscription) {
    int priority = subscription.spec().priority();
    if (line == null) {
      line = new ArrayDeque<>(2);
      linePriority = priority;
    }
    if (linesByPriority == null && priority == linePriority) {
      return line;
    }
    if (linesByPriority == null) {
      linesByPriority = new TreeMap<>();
      linesByPriority.put(-linePriority, line);
    }
    return linesByPriority.computeIfAbsent(-priority, unused -> new ArrayDeque<>(2));
  }
}
