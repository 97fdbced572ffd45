package io.motet.zmtp.connection;

import java.nio.charset.StandardCharsets;

/** Reads the service that a peer may name in its routing id: {@code service/anything}. */
final class RoutingIds {
  private RoutingIds() {}

  /** Null when the id names none. */
  static String service(byte[] identity) {
    for (int i = 1; i < identity.length; i++) {
      if (identity[i] == '/') {
        return new String(identity, 0, i, StandardCharsets.UTF_8);
      }
      if (identity[i] < ' ' || identity[0] < ' ') {
        return null;
      }
    }
    return null;
  }
}
