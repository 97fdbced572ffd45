package io.motet.broker.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what a message is routed to: each target once, each exchange visited once, so that
 * bindings in a circle end. For one route and one thread.
 */
public final class RouteCollector {
  /** Up to this many a scan is cheaper than a set. */
  private static final int SCANNED = 16;

  private final List<MessageTarget> targets = new ArrayList<>(2);
  private final List<BoundExchange> exchanges = new ArrayList<>(1);
  private Set<MessageTarget> seen;
  private Set<BoundExchange> seenExchanges;
  private int offered;

  public void add(Destination destination) {
    offered++;
    if (destination instanceof BoundExchange exchange) {
      addExchange(exchange);
    } else {
      addTarget((MessageTarget) destination);
    }
  }

  /** Adds a target that only listens: the exchange counts as having found nothing by it. */
  void tap(MessageTarget target) {
    addTarget(target);
  }

  private void addExchange(BoundExchange exchange) {
    if (seenExchanges == null && exchanges.size() == SCANNED) {
      seenExchanges = new HashSet<>(exchanges);
    }
    if (seenExchanges == null ? !exchanges.contains(exchange) : seenExchanges.add(exchange)) {
      exchanges.add(exchange);
    }
  }

  private void addTarget(MessageTarget target) {
    if (seen == null && targets.size() == SCANNED) {
      seen = new HashSet<>(targets);
    }
    boolean fresh = seen == null ? !targets.contains(target) : seen.add(target);
    if (fresh) {
      targets.add(target);
    }
  }

  /** How often something was added, repeated or not; tells whether an exchange found anything. */
  int offered() {
    return offered;
  }

  /** The exchanges visited or still to be, in order of discovery. */
  List<BoundExchange> exchanges() {
    return exchanges;
  }

  List<MessageTarget> targets() {
    return targets;
  }
}
