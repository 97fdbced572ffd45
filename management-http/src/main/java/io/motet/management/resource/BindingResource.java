package io.motet.management.resource;

import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.user.Access;
import io.motet.broker.vhost.VirtualHost;
import io.motet.management.http.HttpFailure;
import io.motet.management.http.Response;
import io.motet.management.json.JsonBody;
import io.motet.management.json.Listing;
import io.motet.management.route.Await;
import io.motet.management.route.Call;
import io.motet.management.route.RelativePath;
import io.motet.management.route.Replies;
import io.motet.management.route.Resource;
import io.motet.management.route.Right;
import io.motet.management.route.RouteTable;
import io.motet.management.view.BindingView;
import io.motet.management.view.PropertiesKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Bindings, seen from everywhere they can be. */
public final class BindingResource implements Resource {
  private static final String BETWEEN = "/api/bindings/{vhost}/e/{source}/{kind}/{destination}";
  private static final String[] ORDER = {
    "vhost", "source", "destination_type", "destination", "routing_key", "properties_key"
  };

  private final Services services;

  public BindingResource(Services services) {
    this.services = services;
  }

  /** A binding does not say which virtual host it is in. */
  private record Located(String host, Binding binding) {
    Map<String, Object> facts() {
      return BindingView.facts(host, binding);
    }
  }

  @Override
  public void addTo(RouteTable routes) {
    Right right = Right.VIRTUAL_HOST;
    routes.at("/api/bindings", right).get(this::list);
    routes.at("/api/bindings/{vhost}", right).get(this::list);
    routes.at("/api/exchanges/{vhost}/{name}/bindings/source", right).get(this::fromExchange);
    routes.at("/api/exchanges/{vhost}/{name}/bindings/destination", right).get(this::toExchange);
    routes.at("/api/queues/{vhost}/{name}/bindings", right).get(this::toQueue);
    routes.at(BETWEEN, right).get(this::between).post(this::bind);
    routes.at(BETWEEN + "/{properties}", right).get(this::one).delete(this::unbind);
  }

  private Response list(Call call) {
    List<Located> bindings = new ArrayList<>();
    for (VirtualHost host : services.scope(call)) {
      host.bindings().forEach(binding -> bindings.add(new Located(host.name(), binding)));
    }
    return reply(call, bindings);
  }

  private Response fromExchange(Call call) {
    VirtualHost host = services.virtualHost(call);
    Exchange exchange = Replies.found(host.exchange(call.exchangePath("name")));
    return reply(call, host, host.bindingsFrom(exchange.name()));
  }

  private Response toExchange(Call call) {
    VirtualHost host = services.virtualHost(call);
    Exchange exchange = Replies.found(host.exchange(call.exchangePath("name")));
    return reply(call, host, host.bindingsTo(DestinationKind.EXCHANGE, exchange.name()));
  }

  private Response toQueue(Call call) {
    VirtualHost host = services.virtualHost(call);
    Replies.found(host.queue(call.path("name")));
    return reply(call, host, host.bindingsTo(DestinationKind.QUEUE, call.path("name")));
  }

  private Response between(Call call) {
    VirtualHost host = services.virtualHost(call);
    return reply(call, host, bindingsBetween(call, host));
  }

  private Response one(Call call) {
    VirtualHost host = services.virtualHost(call);
    return Replies.facts(call, BindingView.facts(host.name(), binding(call, host)));
  }

  private Response bind(Call call) {
    VirtualHost host = services.virtualHost(call);
    JsonBody body = call.body();
    Binding binding =
        new Binding(
            call.exchangePath("source"),
            kind(call),
            destination(call),
            body.text("routing_key", ""),
            body.table("arguments"));
    require(call, host, binding);
    Await.result(host.bind(binding, null));
    String to =
        RelativePath.of("api", "bindings", host.name(), "e")
            .then(call.path("source"), call.path("kind"), call.path("destination"))
            .then(PropertiesKey.of(binding))
            .from(call.request().path());
    return Response.empty(201).header("location", to);
  }

  private Response unbind(Call call) {
    VirtualHost host = services.virtualHost(call);
    Binding binding = binding(call, host);
    require(call, host, binding);
    Await.result(host.unbind(binding, null));
    return Replies.noContent();
  }

  /** Who binds or unbinds must be able to write the one end and read the other. */
  private static void require(Call call, VirtualHost host, Binding binding) {
    Services.require(call, host, Access.WRITE, binding.destination());
    Services.require(call, host, Access.READ, binding.source());
    Exchange source = host.exchange(binding.source());
    boolean topic = source != null && source.type().equals("topic");
    if (topic && !mayReadTopic(call, host, binding)) {
      throw Services.refused();
    }
  }

  private static boolean mayReadTopic(Call call, VirtualHost host, Binding binding) {
    String user = call.caller().name();
    return call.caller()
        .users()
        .mayTopic(
            user,
            host.name(),
            Access.READ,
            binding.source(),
            binding.routingKey(),
            Map.of("username", user, "vhost", host.name()));
  }

  private static Binding binding(Call call, VirtualHost host) {
    return bindingsBetween(call, host).stream()
        .filter(binding -> PropertiesKey.matches(binding, call.path("properties")))
        .findFirst()
        .orElseThrow(HttpFailure::notFound);
  }

  private static List<Binding> bindingsBetween(Call call, VirtualHost host) {
    DestinationKind kind = kind(call);
    String destination = destination(call);
    return host.bindingsFrom(call.exchangePath("source")).stream()
        .filter(b -> b.destinationKind() == kind && b.destination().equals(destination))
        .toList();
  }

  private static DestinationKind kind(Call call) {
    return switch (call.path("kind")) {
      case "q" -> DestinationKind.QUEUE;
      case "e" -> DestinationKind.EXCHANGE;
      default -> throw HttpFailure.notFound();
    };
  }

  private static String destination(Call call) {
    return kind(call) == DestinationKind.EXCHANGE
        ? call.exchangePath("destination")
        : call.path("destination");
  }

  private static Response reply(Call call, VirtualHost host, Collection<Binding> bindings) {
    return reply(call, bindings.stream().map(b -> new Located(host.name(), b)).toList());
  }

  private static Response reply(Call call, List<Located> bindings) {
    return Replies.list(call, Listing.plain(bindings, Located::facts, ORDER));
  }
}
