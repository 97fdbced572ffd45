package io.motet.broker.user;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Users, tags and permissions. Look-ups may be called on any thread and are cheap enough for every
 * method (decisions are cached until something changes). Changes complete when durable and fail
 * with {@link io.motet.broker.error.BrokerException}.
 */
public interface Users {
  /** Null when absent. */
  User get(String name);

  Collection<User> all();

  /**
   * Checks a password off the caller's thread where hashing costs.
   *
   * @return the user, or null when the name or the password is wrong
   */
  CompletableFuture<User> authenticate(String name, byte[] password);

  /** Whether the user may log in from there: {@code loopback_users} only from loopback. */
  boolean mayConnectFrom(String name, java.net.InetAddress peer);

  /** Creates or replaces. */
  CompletableFuture<Void> putWithPassword(String name, byte[] password, Collection<String> tags);

  /** Creates or replaces, with a hash as RabbitMQ exports it. */
  CompletableFuture<Void> putWithHash(
      String name, String passwordHash, String hashingAlgorithm, Collection<String> tags);

  CompletableFuture<Void> changePassword(String name, byte[] password);

  CompletableFuture<Void> setTags(String name, Collection<String> tags);

  CompletableFuture<Void> delete(String name);

  Collection<Permissions> permissions();

  /** Null when absent. */
  Permissions permissions(String user, String virtualHost);

  CompletableFuture<Void> setPermissions(Permissions permissions);

  CompletableFuture<Void> clearPermissions(String user, String virtualHost);

  Collection<TopicPermissions> topicPermissions();

  CompletableFuture<Void> setTopicPermissions(TopicPermissions permissions);

  /**
   * @param exchange null for all exchanges
   */
  CompletableFuture<Void> clearTopicPermissions(String user, String virtualHost, String exchange);

  /** Whether the user may enter the virtual host at all. */
  boolean mayAccess(String user, String virtualHost);

  /** Whether the user may do this to the resource; the default exchange counts as amq.default. */
  boolean may(String user, String virtualHost, Access access, String resource);

  /**
   * The further check on topic exchanges.
   *
   * @param variables what {@code {username}} and the like stand for
   */
  boolean mayTopic(
      String user,
      String virtualHost,
      Access access,
      String exchange,
      String routingKey,
      Map<String, String> variables);
}
