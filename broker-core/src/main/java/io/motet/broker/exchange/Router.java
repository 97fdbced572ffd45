package io.motet.broker.exchange;

/**
 * The bindings of one exchange, in the form its type routes with. Changed on the metadata shard
 * only; {@link #route} runs on any thread at the same time, takes no lock, and sees each change
 * wholly or not at all.
 */
public interface Router {
  void add(BoundDestination bound);

  /** Removes the very object that was added. */
  void remove(BoundDestination bound);

  /** Hands every matching destination to the collector, maybe more than once. */
  void route(RoutingRequest request, RouteCollector collector);

  /** The exchange is gone: gives back what it held. */
  default void close() {}
}
