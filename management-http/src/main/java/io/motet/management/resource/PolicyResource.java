package io.motet.management.resource;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.policy.Policies;
import io.motet.broker.policy.Policy;
import io.motet.broker.vhost.VirtualHost;
import io.motet.management.http.HttpFailure;
import io.motet.management.http.Response;
import io.motet.management.json.JsonBody;
import io.motet.management.json.Listing;
import io.motet.management.route.Await;
import io.motet.management.route.Call;
import io.motet.management.route.Replies;
import io.motet.management.route.Resource;
import io.motet.management.route.Right;
import io.motet.management.route.RouteTable;
import io.motet.management.view.PolicyView;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Policies; one instance for the users' and one for the operators'. */
public final class PolicyResource implements Resource {
  private final Services services;
  private final String path;
  private final Right changeRight;
  private final String defaultApplyTo;
  private final Supplier<Collection<Policy>> all;
  private final Function<Policy, CompletableFuture<Void>> put;
  private final BiFunction<String, String, CompletableFuture<Void>> delete;

  private PolicyResource(
      Services services,
      String path,
      Right changeRight,
      String defaultApplyTo,
      Supplier<Collection<Policy>> all,
      Function<Policy, CompletableFuture<Void>> put,
      BiFunction<String, String, CompletableFuture<Void>> delete) {
    this.services = services;
    this.path = path;
    this.changeRight = changeRight;
    this.defaultApplyTo = defaultApplyTo;
    this.all = all;
    this.put = put;
    this.delete = delete;
  }

  /** The users' policies, which policy makers may change. */
  public static PolicyResource ofUsers(Services services) {
    Policies policies = services.context().policies();
    return new PolicyResource(
        services,
        "/api/policies",
        Right.POLICYMAKER,
        "all",
        policies::all,
        policies::put,
        policies::delete);
  }

  /** The operators' policies, which only administrators may change. */
  public static PolicyResource ofOperators(Services services) {
    Policies policies = services.context().policies();
    return new PolicyResource(
        services,
        "/api/operator-policies",
        Right.ADMINISTRATOR,
        "queues",
        policies::operatorPolicies,
        policies::putOperatorPolicy,
        policies::deleteOperatorPolicy);
  }

  @Override
  public void addTo(RouteTable routes) {
    routes.at(path, Right.MANAGEMENT).get(this::list);
    routes.at(path + "/{vhost}", Right.VIRTUAL_HOST).get(this::list);
    routes
        .at(path + "/{vhost}/{name}", changeRight)
        .get(this::one)
        .put(this::set)
        .delete(this::remove);
  }

  private Response list(Call call) {
    Set<String> hosts =
        services.scope(call).stream().map(VirtualHost::name).collect(Collectors.toSet());
    List<Policy> shown =
        all.get().stream().filter(policy -> hosts.contains(policy.virtualHost())).toList();
    return Replies.list(call, Listing.plain(shown, PolicyView::facts));
  }

  private Response one(Call call) {
    return Replies.facts(call, PolicyView.facts(Replies.found(find(call))));
  }

  private Policy find(Call call) {
    String host = services.virtualHost(call).name();
    return all.get().stream()
        .filter(p -> p.virtualHost().equals(host) && p.name().equals(call.path("name")))
        .findFirst()
        .orElse(null);
  }

  private Response set(Call call) {
    boolean existed = find(call) != null;
    JsonBody body = call.body().require("pattern", "definition");
    Policy policy =
        new Policy(
            call.path("vhost"),
            call.path("name"),
            body.text("pattern", ""),
            body.text("apply-to", defaultApplyTo),
            (int) body.number("priority", 0),
            body.table("definition"));
    try {
      Await.result(put.apply(policy));
    } catch (BrokerException e) {
      throw refused(e);
    }
    return Replies.put(existed);
  }

  /** RabbitMQ's text, made safe for web pages that show it. */
  private static RuntimeException refused(BrokerException e) {
    if (e.kind() != ErrorKind.INVALID) {
      return e;
    }
    String text = "Validation failed\n\n" + e.getMessage() + "\n";
    return HttpFailure.badRequest(
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }

  private Response remove(Call call) {
    Policy policy = Replies.found(find(call));
    Await.result(delete.apply(policy.virtualHost(), policy.name()));
    return Replies.noContent();
  }
}
