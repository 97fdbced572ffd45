package io.motet.kafka.quota;

import java.util.ArrayList;
import java.util.List;

/**
 * Whom a quota is for. Of the three, null is: not part of it; {@link #DEFAULT}: whoever has none of
 * its own.
 */
record QuotaEntity(String user, String clientId, String ip) {
  static final String USER = "user";
  static final String CLIENT_ID = "client-id";
  static final String IP = "ip";

  /** No name can be empty. */
  static final String DEFAULT = "";

  /** The types that it has, in order. */
  List<String> types() {
    List<String> types = new ArrayList<>();
    for (String type : List.of(CLIENT_ID, IP, USER)) {
      if (name(type) != null) {
        types.add(type);
      }
    }
    return types;
  }

  /** The name of a type; null when it has none. */
  String name(String type) {
    return switch (type) {
      case USER -> user;
      case CLIENT_ID -> clientId;
      default -> ip;
    };
  }
}
