package io.motet.broker.exchange;

/** A router that keeps its bindings as one immutable array, in the order they were made. */
abstract class ArrayRouter implements Router {
  private volatile BoundDestination[] bindings = BoundArrays.EMPTY;

  @Override
  public void add(BoundDestination bound) {
    bindings = BoundArrays.with(bindings, bound);
  }

  @Override
  public void remove(BoundDestination bound) {
    bindings = BoundArrays.without(bindings, bound);
  }

  @Override
  public final void route(RoutingRequest request, RouteCollector collector) {
    BoundDestination[] snapshot = bindings;
    if (snapshot.length > 0) {
      choose(snapshot, request, collector);
    }
  }

  /**
   * @param candidates not empty, not to be changed
   */
  abstract void choose(
      BoundDestination[] candidates, RoutingRequest request, RouteCollector collector);
}
