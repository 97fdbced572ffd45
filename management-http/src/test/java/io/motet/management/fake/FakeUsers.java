package io.motet.management.fake;

import io.motet.broker.user.Access;
import io.motet.broker.user.Permissions;
import io.motet.broker.user.TopicPermissions;
import io.motet.broker.user.User;
import io.motet.broker.user.Users;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Users in a map, passwords in the clear. */
public final class FakeUsers implements Users {
  private final Map<String, User> users = new TreeMap<>();
  private final Map<String, String> passwords = new HashMap<>();
  private final Map<String, Permissions> permissions = new TreeMap<>();
  private final Map<String, TopicPermissions> topicPermissions = new TreeMap<>();

  /** Users that may not log in from anywhere. */
  public final List<String> shutOut = new CopyOnWriteArrayList<>();

  private static CompletableFuture<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized User get(String name) {
    return users.get(name);
  }

  @Override
  public synchronized Collection<User> all() {
    return List.copyOf(users.values());
  }

  @Override
  public synchronized CompletableFuture<User> authenticate(String name, byte[] password) {
    boolean right = new String(password, StandardCharsets.UTF_8).equals(passwords.get(name));
    return CompletableFuture.completedFuture(right ? users.get(name) : null);
  }

  @Override
  public boolean mayConnectFrom(String name, InetAddress peer) {
    return !shutOut.contains(name);
  }

  @Override
  public synchronized CompletableFuture<Void> putWithPassword(
      String name, byte[] password, Collection<String> tags) {
    users.put(name, new User(name, List.copyOf(tags), "hash", "rabbit_password_hashing_sha256"));
    passwords.put(name, new String(password, StandardCharsets.UTF_8));
    return done();
  }

  @Override
  public synchronized CompletableFuture<Void> putWithHash(
      String name, String passwordHash, String hashingAlgorithm, Collection<String> tags) {
    users.put(name, new User(name, List.copyOf(tags), passwordHash, hashingAlgorithm));
    passwords.remove(name);
    return done();
  }

  @Override
  public synchronized CompletableFuture<Void> changePassword(String name, byte[] password) {
    passwords.put(name, new String(password, StandardCharsets.UTF_8));
    return done();
  }

  @Override
  public synchronized CompletableFuture<Void> setTags(String name, Collection<String> tags) {
    User user = users.get(name);
    users.put(
        name, new User(name, List.copyOf(tags), user.passwordHash(), user.hashingAlgorithm()));
    return done();
  }

  @Override
  public synchronized CompletableFuture<Void> delete(String name) {
    users.remove(name);
    passwords.remove(name);
    permissions.values().removeIf(p -> p.user().equals(name));
    return done();
  }

  @Override
  public synchronized Collection<Permissions> permissions() {
    return List.copyOf(permissions.values());
  }

  @Override
  public synchronized Permissions permissions(String user, String virtualHost) {
    return permissions.get(user + "@" + virtualHost);
  }

  @Override
  public synchronized CompletableFuture<Void> setPermissions(Permissions given) {
    permissions.put(given.user() + "@" + given.virtualHost(), given);
    return done();
  }

  @Override
  public synchronized CompletableFuture<Void> clearPermissions(String user, String virtualHost) {
    permissions.remove(user + "@" + virtualHost);
    return done();
  }

  @Override
  public synchronized Collection<TopicPermissions> topicPermissions() {
    return List.copyOf(topicPermissions.values());
  }

  @Override
  public synchronized CompletableFuture<Void> setTopicPermissions(TopicPermissions given) {
    topicPermissions.put(given.user() + "@" + given.virtualHost() + "@" + given.exchange(), given);
    return done();
  }

  @Override
  public synchronized CompletableFuture<Void> clearTopicPermissions(
      String user, String virtualHost, String exchange) {
    topicPermissions
        .values()
        .removeIf(
            p ->
                p.user().equals(user)
                    && p.virtualHost().equals(virtualHost)
                    && (exchange == null || exchange.equals(p.exchange())));
    return done();
  }

  @Override
  public boolean mayAccess(String user, String virtualHost) {
    return permissions(user, virtualHost) != null;
  }

  @Override
  public boolean may(String user, String virtualHost, Access access, String resource) {
    Permissions given = permissions(user, virtualHost);
    if (given == null) {
      return false;
    }
    String pattern =
        switch (access) {
          case CONFIGURE -> given.configure();
          case WRITE -> given.write();
          case READ -> given.read();
        };
    return !pattern.isEmpty() && resource.matches(pattern);
  }

  @Override
  public boolean mayTopic(
      String user,
      String virtualHost,
      Access access,
      String exchange,
      String routingKey,
      Map<String, String> variables) {
    return true;
  }
}
