package io.motet.management.view;

import io.motet.broker.user.Permissions;
import io.motet.broker.user.TopicPermissions;
import io.motet.broker.user.User;
import java.util.Map;

/** Users' and permissions' facts. */
public final class UserView {
  private UserView() {}

  public static Map<String, Object> facts(User user) {
    return Facts.of(
        "name", user.name(),
        "password_hash", user.passwordHash(),
        "hashing_algorithm", user.hashingAlgorithm(),
        "tags", user.tags(),
        "limits", Map.of());
  }

  public static Map<String, Object> permissions(Permissions permissions) {
    return Facts.of(
        "user", permissions.user(),
        "vhost", permissions.virtualHost(),
        "configure", permissions.configure(),
        "write", permissions.write(),
        "read", permissions.read());
  }

  public static Map<String, Object> topicPermissions(TopicPermissions permissions) {
    return Facts.of(
        "user", permissions.user(),
        "vhost", permissions.virtualHost(),
        "exchange", permissions.exchange(),
        "write", permissions.write(),
        "read", permissions.read());
  }
}
