package io.motet.management.resource;

import io.motet.management.http.HttpFailure;
import io.motet.management.http.Response;
import io.motet.management.json.Listing;
import io.motet.management.route.Call;
import io.motet.management.route.Replies;
import io.motet.management.route.Resource;
import io.motet.management.route.Right;
import io.motet.management.route.RouteTable;
import io.motet.management.view.NodeView;
import java.util.List;
import java.util.Map;

/** The one node. */
public final class NodeResource implements Resource {
  private final Services services;
  private final NodeView view;

  public NodeResource(Services services, NodeView view) {
    this.services = services;
    this.view = view;
  }

  @Override
  public void addTo(RouteTable routes) {
    routes.at("/api/nodes", Right.MONITORING).get(this::list);
    routes.at("/api/nodes/{node}", Right.MONITORING).get(this::one);
  }

  private Response list(Call call) {
    return Replies.list(call, Listing.plain(List.of(view), node -> facts(call), "name"));
  }

  private Response one(Call call) {
    if (!services.context().nodeName().equals(call.path("node"))) {
      throw HttpFailure.notFound();
    }
    return Replies.facts(call, facts(call));
  }

  private Map<String, Object> facts(Call call) {
    return call.statisticsDisabled() ? view.basic() : view.full(services.ranges(call));
  }
}
