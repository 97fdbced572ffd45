package io.motet.management.resource;

import io.motet.management.http.Response;
import io.motet.management.route.Call;
import io.motet.management.route.Replies;
import io.motet.management.route.Resource;
import io.motet.management.route.Right;
import io.motet.management.route.RouteTable;
import io.motet.management.security.Caller;
import io.motet.management.stats.SampleRanges;
import io.motet.management.view.Facts;
import io.motet.management.view.OverviewView;
import java.util.List;
import java.util.Map;

/** The broker as a whole, and who is asking. */
public final class OverviewResource implements Resource {
  private final Services services;
  private final OverviewView view;

  public OverviewResource(Services services) {
    this.services = services;
    this.view = new OverviewView(services.context(), services.statistics());
  }

  @Override
  public void addTo(RouteTable routes) {
    routes.at("/api/overview", Right.MANAGEMENT).get(this::overview);
    routes.at("/api/whoami", Right.MANAGEMENT).get(OverviewResource::whoami);
    routes.at("/api/cluster-name", Right.MANAGEMENT).get(this::clusterName);
    routes.at("/api/extensions", Right.MANAGEMENT).get(OverviewResource::extensions);
  }

  private Response overview(Call call) {
    Caller caller = call.caller();
    if (call.statisticsDisabled()) {
      Map<String, Object> facts = view.identity(true, call.flag("enable_queue_totals"));
      String user = caller.isMonitor() ? null : caller.name();
      facts.put("object_totals", view.objectTotals(caller.visibleVirtualHosts(), user));
      return Replies.facts(call, facts);
    }
    SampleRanges ranges = services.ranges(call);
    return Replies.facts(
        call,
        caller.isMonitor()
            ? view.all(ranges)
            : view.of(caller.visibleVirtualHosts(), caller.name(), ranges));
  }

  private static Response whoami(Call call) {
    return Replies.facts(
        call,
        Facts.of(
            "name", call.caller().name(),
            "tags", call.caller().user().tags(),
            "is_internal_user", true));
  }

  private Response clusterName(Call call) {
    return Replies.facts(call, Facts.of("name", services.context().clusterName()));
  }

  private static Response extensions(Call call) {
    return Replies.facts(call, List.of());
  }
}
