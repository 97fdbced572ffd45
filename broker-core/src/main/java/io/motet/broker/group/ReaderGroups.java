package io.motet.broker.group;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The groups of a virtual host. Any thread may ask; permissions are the caller's to check. */
public interface ReaderGroups {
  /** All of them, in no order. */
  CompletableFuture<List<GroupDescription>> all();

  /** Completes with null when there is no such group. */
  CompletableFuture<GroupDescription> find(String name);

  /**
   * Sets how far a group has read; other partitions stay. A group that there is not is made.
   *
   * @return completes when durable; fails with {@link io.motet.broker.error.BrokerException} while
   *     the group has members, who know better
   */
  CompletableFuture<Void> setOffsets(String name, List<GroupOffset> offsets);
}
