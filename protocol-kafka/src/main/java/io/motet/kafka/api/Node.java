package io.motet.kafka.api;

import io.motet.broker.settings.ListenAddress;

/**
 * This broker as clients see it: the only node of its cluster.
 *
 * @param advertised what clients are told; when not enabled, each is told the address it has
 *     reached, which it can reach for certain
 */
public record Node(int id, String clusterId, ListenAddress advertised) {
  /** Where the client that asks shall connect. */
  public String host(RequestContext asking) {
    if (advertised.enabled() && advertised.host() != null) {
      return advertised.host();
    }
    return asking.localAddress().getAddress().getHostAddress();
  }

  /** Where the client that asks shall connect. */
  public int port(RequestContext asking) {
    return advertised.enabled() ? advertised.port() : asking.localAddress().getPort();
  }
}
