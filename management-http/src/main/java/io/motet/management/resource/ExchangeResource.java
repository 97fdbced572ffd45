package io.motet.management.resource;

import io.motet.broker.exchange.Exchange;
import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.user.Access;
import io.motet.broker.vhost.VirtualHost;
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
import io.motet.management.view.ExchangeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Exchanges. */
public final class ExchangeResource implements Resource {
  private static final List<String> ORDER = List.of("vhost", "name");

  private final Services services;
  private final ExchangeView view;

  public ExchangeResource(Services services) {
    this.services = services;
    this.view = new ExchangeView(services.statistics());
  }

  /** An exchange does not say which virtual host it is in. */
  private record Located(VirtualHost host, Exchange exchange) {}

  @Override
  public void addTo(RouteTable routes) {
    routes.at("/api/exchanges", Right.VIRTUAL_HOST).get(this::list);
    routes.at("/api/exchanges/{vhost}", Right.VIRTUAL_HOST).get(this::list);
    routes
        .at("/api/exchanges/{vhost}/{name}", Right.VIRTUAL_HOST)
        .get(this::one)
        .put(this::declare)
        .delete(this::delete);
  }

  private Response list(Call call) {
    List<Located> exchanges = new ArrayList<>();
    for (VirtualHost host : services.scope(call)) {
      host.exchanges().forEach(exchange -> exchanges.add(new Located(host, exchange)));
    }
    if (call.statisticsDisabled()) {
      return Replies.list(call, Listing.plain(exchanges, this::basic));
    }
    SampleRanges ranges = services.ranges(call);
    return Replies.list(
        call,
        new Listing<>(
            exchanges,
            this::basic,
            ExchangeView.BASIC_COLUMNS,
            located -> view.listed(located.host.name(), located.exchange, ranges),
            ORDER));
  }

  private Map<String, Object> basic(Located located) {
    return view.basic(located.host.name(), located.exchange);
  }

  private Response one(Call call) {
    VirtualHost host = services.virtualHost(call);
    Exchange exchange = exchange(call, host);
    return Replies.facts(
        call,
        call.statisticsDisabled()
            ? view.basic(host.name(), exchange)
            : view.alone(host.name(), exchange, services.ranges(call)));
  }

  private static Exchange exchange(Call call, VirtualHost host) {
    return Replies.found(host.exchange(call.exchangePath("name")));
  }

  private Response declare(Call call) {
    VirtualHost host = services.virtualHost(call);
    String name = call.exchangePath("name");
    JsonBody body = call.body();
    Map<String, Object> arguments = body.table("arguments");
    Services.require(call, host, Access.CONFIGURE, name);
    Object alternate = arguments.get("alternate-exchange");
    if (alternate != null) {
      Services.require(call, host, Access.READ, name);
      Services.require(call, host, Access.WRITE, alternate.toString());
    }
    boolean existed = host.exchange(name) != null;
    Await.result(
        host.declareExchange(
            new ExchangeDeclaration(
                name,
                body.text("type", "direct"),
                body.flag("durable", true),
                body.flag("auto_delete", false),
                body.flag("internal", false),
                arguments)));
    return Replies.put(existed);
  }

  private Response delete(Call call) {
    VirtualHost host = services.virtualHost(call);
    Exchange exchange = exchange(call, host);
    Services.require(call, host, Access.CONFIGURE, exchange.name());
    Await.result(host.deleteExchange(exchange.name(), call.flag("if-unused")));
    return Replies.noContent();
  }
}
