package io.motet.broker.user;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may do what, with patterns compiled. Changed on the metadata shard, read by any thread
 * without a lock or an allocation.
 */
final class PermissionTable {
  private final Map<String, Map<String, Grant>> byUser = new ConcurrentHashMap<>();

  void put(Permissions permissions) {
    byUser
        .computeIfAbsent(permissions.user(), user -> new ConcurrentHashMap<>())
        .put(permissions.virtualHost(), new Grant(permissions));
  }

  void remove(String user, String virtualHost) {
    Map<String, Grant> grants = byUser.get(user);
    if (grants != null) {
      grants.remove(virtualHost);
    }
  }

  /** Null when absent. */
  Permissions get(String user, String virtualHost) {
    Grant grant = grant(user, virtualHost);
    return grant == null ? null : grant.permissions;
  }

  Collection<Permissions> all() {
    List<Permissions> all = new ArrayList<>();
    byUser.values().forEach(grants -> grants.values().forEach(g -> all.add(g.permissions)));
    return all;
  }

  boolean allows(String user, String virtualHost, Access access, String resource) {
    Grant grant = grant(user, virtualHost);
    return grant != null && grant.pattern(access).matches(resource);
  }

  private Grant grant(String user, String virtualHost) {
    Map<String, Grant> grants = byUser.get(user);
    return grants == null ? null : grants.get(virtualHost);
  }

  private static final class Grant {
    private final Permissions permissions;
    private final NamePattern configure;
    private final NamePattern write;
    private final NamePattern read;

    Grant(Permissions permissions) {
      this.permissions = permissions;
      this.configure = new NamePattern(permissions.configure());
      this.write = new NamePattern(permissions.write());
      this.read = new NamePattern(permissions.read());
    }

    NamePattern pattern(Access access) {
      return switch (access) {
        case CONFIGURE -> configure;
        case WRITE -> write;
        case READ -> read;
      };
    }
  }
}
