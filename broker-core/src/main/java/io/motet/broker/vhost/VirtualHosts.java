package io.motet.broker.vhost;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** All virtual hosts. */
public interface VirtualHosts {
  /** Null when absent. */
  VirtualHost get(String name);

  Collection<VirtualHost> all();

  /** Creates, or changes description and tags of the one that exists (null leaves them). */
  CompletableFuture<VirtualHost> put(String name, String description, Collection<String> tags);

  /** Closes its connections, deletes all in it. Fails with NOT_FOUND when absent. */
  CompletableFuture<Void> delete(String name);

  CompletableFuture<Void> tracing(String name, boolean on);

  /**
   * Sets a limit of a virtual host; it counts for what is opened or declared from now on.
   *
   * @param limit {@code max-queues} or {@code max-connections}
   * @param value negative for no limit, null to remove it
   */
  CompletableFuture<Void> setLimit(String name, String limit, Long value);
}
