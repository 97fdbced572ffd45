package io.motet.kafka.group.modern;

import io.motet.kafka.group.GroupType;
import java.util.concurrent.CompletableFuture;

/** Where groups and their epochs are remembered. */
@FunctionalInterface
public interface EpochLog {
  /** Completes on the groups' thread when that is durable. */
  CompletableFuture<Void> save(String id, GroupType type, int epoch);
}
