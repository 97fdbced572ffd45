package io.motet.kafka.group;

import io.motet.broker.metadata.Fields;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Where groups and their members are remembered. Futures complete on the groups' thread. */
public interface GroupLog {
  /**
   * Completes when that is durable, all of it or nothing.
   *
   * @param fields of the group itself, or null when they are as before
   * @param members by id, those that have changed; with null those that are gone
   */
  CompletableFuture<Void> save(String id, Fields fields, Map<String, Fields> members);

  /** The group, with all its members, need not be remembered. */
  CompletableFuture<Void> forget(String id);
}
