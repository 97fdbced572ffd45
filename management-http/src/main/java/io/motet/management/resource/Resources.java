package io.motet.management.resource;

import io.motet.management.route.Resource;
import io.motet.management.view.NodeView;
import java.util.List;

/** The table of all resources: a new one is added here and nowhere else. */
public final class Resources {
  private Resources() {}

  public static List<Resource> all(Services services, NodeView node) {
    return List.of(
        new OverviewResource(services),
        new NodeResource(services, node),
        new VirtualHostResource(services),
        new UserResource(services),
        new PermissionResource(services),
        new TopicPermissionResource(services),
        new ExchangeResource(services),
        new QueueResource(services),
        new BindingResource(services),
        new ConnectionResource(services),
        PolicyResource.ofUsers(services),
        PolicyResource.ofOperators(services),
        new ParameterResource(services),
        new HealthResource(services),
        new AlivenessResource(services),
        new TopicResource(services),
        new GroupResource(services),
        new ControlResource(services));
  }
}
