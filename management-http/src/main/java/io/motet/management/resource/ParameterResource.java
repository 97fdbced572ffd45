package io.motet.management.resource;

import io.motet.broker.policy.Policy;
import io.motet.management.http.Response;
import io.motet.management.json.Listing;
import io.motet.management.route.Call;
import io.motet.management.route.Replies;
import io.motet.management.route.Resource;
import io.motet.management.route.Right;
import io.motet.management.route.RouteTable;
import io.motet.management.view.Facts;
import io.motet.management.view.PolicyView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runtime parameters. The only component there is yet: operator policies. */
public final class ParameterResource implements Resource {
  private static final String OPERATOR_POLICY = "operator_policy";

  private final Services services;

  public ParameterResource(Services services) {
    this.services = services;
  }

  @Override
  public void addTo(RouteTable routes) {
    Right right = Right.POLICYMAKER;
    routes.at("/api/parameters", right).get(this::list);
    routes.at("/api/parameters/{component}", right).get(this::list);
    routes.at("/api/parameters/{component}/{vhost}", right).get(this::list);
    routes.at("/api/global-parameters", right).get(call -> Replies.facts(call, List.of()));
  }

  private Response list(Call call) {
    List<Map<String, Object>> parameters = new ArrayList<>();
    String component = call.path("component");
    if (component == null || component.equals(OPERATOR_POLICY)) {
      for (Policy policy : services.context().policies().operatorPolicies()) {
        if (call.path("vhost") == null || policy.virtualHost().equals(call.path("vhost"))) {
          parameters.add(parameter(policy));
        }
      }
    }
    return Replies.list(
        call, Listing.plain(parameters, Objects::requireNonNull, "component", "vhost", "name"));
  }

  private static Map<String, Object> parameter(Policy policy) {
    Map<String, Object> value = PolicyView.facts(policy);
    value.remove("vhost");
    value.remove("name");
    return Facts.of(
        "value",
        value,
        "vhost",
        policy.virtualHost(),
        "component",
        OPERATOR_POLICY,
        "name",
        policy.name());
  }
}
