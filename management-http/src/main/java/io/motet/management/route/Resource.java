package io.motet.management.route;

/** A concept of the API and its routes, for example all about queues. */
@FunctionalInterface
public interface Resource {
  /** Adds the routes; called once, at start. */
  void addTo(RouteTable routes);
}
