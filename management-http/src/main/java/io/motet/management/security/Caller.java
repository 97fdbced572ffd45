package io.motet.management.security;

import io.motet.broker.user.Access;
import io.motet.broker.user.User;
import io.motet.broker.user.Users;
import io.motet.broker.vhost.VirtualHost;
import io.motet.broker.vhost.VirtualHosts;
import java.util.Collection;
import java.util.List;

/**
 * An authenticated user, and what the tags mean. RabbitMQ's tags include one another: an
 * administrator is a monitor and a policy maker, and all are management users.
 */
public record Caller(User user, Users users, VirtualHosts virtualHosts) {

  public String name() {
    return user.name();
  }

  public boolean isManagement() {
    return user.hasTag("management") || isMonitor() || isPolicymaker();
  }

  public boolean isPolicymaker() {
    return user.hasTag("policymaker") || isAdministrator();
  }

  public boolean isMonitor() {
    return user.hasTag("monitoring") || isAdministrator();
  }

  public boolean isAdministrator() {
    return user.hasTag("administrator");
  }

  public boolean exists(String virtualHost) {
    return virtualHosts.get(virtualHost) != null;
  }

  /** Whether the user's permissions let them enter it. */
  public boolean mayAccess(String virtualHost) {
    return users.mayAccess(name(), virtualHost);
  }

  /** Whether the user's permissions let them do this to the resource. */
  public boolean may(String virtualHost, Access access, String resource) {
    return users.may(name(), virtualHost, access, resource);
  }

  /** The virtual hosts that lists of virtual hosts show: monitors see that all exist. */
  public Collection<VirtualHost> visibleVirtualHosts() {
    return isMonitor() ? virtualHosts.all() : enterableVirtualHosts();
  }

  /** The virtual hosts whose content lists show. */
  public Collection<VirtualHost> readableVirtualHosts() {
    return isAdministrator() ? virtualHosts.all() : enterableVirtualHosts();
  }

  private List<VirtualHost> enterableVirtualHosts() {
    return virtualHosts.all().stream().filter(host -> mayAccess(host.name())).toList();
  }
}
