package io.motet.kafka.config;

import io.motet.kafka.api.ClientSession;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A kind of resource that has configurations. Asked on the shard of the connection; must not block.
 * Refusals are {@link ConfigException}s, thrown or in the future.
 */
public interface ConfigKind {
  /** The number of the kind on the wire. */
  byte type();

  /** Those resources whose configurations clients are told of when they ask for all. */
  Collection<String> names(ClientSession session);

  /** All configurations of a resource that the client may see. */
  List<ConfigEntry> describe(ClientSession session, String name);

  /** The names of those configurations that were set for the resource itself. */
  Collection<String> own(String name);

  /**
   * Makes the changes, all or none.
   *
   * @param validateOnly whether they are only checked
   * @return completes when they are durable, on any thread
   */
  CompletableFuture<Void> alter(
      ClientSession session, String name, List<ConfigChange> changes, boolean validateOnly);
}
