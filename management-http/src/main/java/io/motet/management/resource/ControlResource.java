package io.motet.management.resource;

import io.motet.management.http.Response;
import io.motet.management.route.Call;
import io.motet.management.route.Replies;
import io.motet.management.route.Resource;
import io.motet.management.route.Right;
import io.motet.management.route.RouteTable;

/** What only this broker's API has: control of the process. */
public final class ControlResource implements Resource {
  private final Services services;

  public ControlResource(Services services) {
    this.services = services;
  }

  @Override
  public void addTo(RouteTable routes) {
    routes.at("/api/motet/stop", Right.ADMINISTRATOR).post(this::stop);
  }

  /** Answers first; the process stops after. */
  private Response stop(Call call) {
    String reason = call.body().text("reason", "stopped by " + call.caller().name());
    services.context().requestStop(reason);
    return Replies.noContent();
  }
}
