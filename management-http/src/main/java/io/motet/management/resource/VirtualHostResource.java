package io.motet.management.resource;

import io.motet.broker.vhost.VirtualHost;
import io.motet.broker.vhost.VirtualHosts;
import io.motet.management.http.Response;
import io.motet.management.json.JsonBody;
import io.motet.management.json.Listing;
import io.motet.management.route.Await;
import io.motet.management.route.Call;
import io.motet.management.route.Replies;
import io.motet.management.route.Resource;
import io.motet.management.route.Right;
import io.motet.management.route.RouteTable;
import io.motet.management.stats.SampleRanges;
import io.motet.management.view.VirtualHostView;
import java.util.List;

/** Virtual hosts. */
public final class VirtualHostResource implements Resource {
  private static final List<String> ORDER = List.of("name");

  private final Services services;
  private final VirtualHosts hosts;
  private final VirtualHostView view;

  public VirtualHostResource(Services services) {
    this.services = services;
    this.hosts = services.context().virtualHosts();
    this.view = new VirtualHostView(services.statistics(), services.context().nodeName());
  }

  @Override
  public void addTo(RouteTable routes) {
    routes.at("/api/vhosts", Right.MANAGEMENT).get(this::list);
    routes
        .at("/api/vhosts/{vhost}", Right.ADMINISTRATOR)
        .get(this::one)
        .put(this::put)
        .delete(this::delete);
  }

  private Response list(Call call) {
    var visible = call.caller().visibleVirtualHosts();
    if (call.statisticsDisabled()) {
      return Replies.list(call, Listing.plain(visible, view::basic, "name"));
    }
    SampleRanges ranges = services.ranges(call);
    return Replies.list(
        call,
        new Listing<>(
            visible,
            view::basic,
            VirtualHostView.BASIC_COLUMNS,
            host -> view.full(host, ranges),
            ORDER));
  }

  private Response one(Call call) {
    VirtualHost host = services.virtualHost(call);
    return Replies.facts(
        call,
        call.statisticsDisabled() ? view.basic(host) : view.full(host, services.ranges(call)));
  }

  private Response put(Call call) {
    String name = call.path("vhost");
    JsonBody body = call.body();
    boolean existed = hosts.get(name) != null;
    String description = body.has("description") || !existed ? body.text("description", "") : null;
    List<String> tags = body.has("tags") || !existed ? body.words("tags") : null;
    Await.result(hosts.put(name, description, tags));
    if (body.has("tracing")) {
      Await.result(hosts.tracing(name, body.flag("tracing", false)));
    }
    return Replies.put(existed);
  }

  private Response delete(Call call) {
    VirtualHost host = services.virtualHost(call);
    Await.result(hosts.delete(host.name()));
    return Replies.noContent();
  }
}
