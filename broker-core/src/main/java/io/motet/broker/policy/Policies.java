package io.motet.broker.policy;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** The policies of users and operators; changes apply to existing queues and exchanges at once. */
public interface Policies {
  Collection<Policy> all();

  CompletableFuture<Void> put(Policy policy);

  CompletableFuture<Void> delete(String virtualHost, String name);

  Collection<Policy> operatorPolicies();

  CompletableFuture<Void> putOperatorPolicy(Policy policy);

  CompletableFuture<Void> deleteOperatorPolicy(String virtualHost, String name);
}
