package io.motet.broker.policy;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.regex.NameRegex;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policies, kept in the metadata store. */
public final class PolicyDirectory implements Policies {
  private static final Logger log = LoggerFactory.getLogger(PolicyDirectory.class);
  private static final String POLICY = "policy";
  private static final String OPERATOR_POLICY = "operator-policy";
  private static final Set<String> APPLY_TO =
      Set.of("all", "exchanges", "queues", "classic_queues", "quorum_queues", "streams");

  private final MetadataStore store;
  private final Predicate<String> virtualHostExists;
  private final Consumer<String> onChange;
  private final PolicyTable policies = new PolicyTable();
  private final PolicyTable operatorPolicies = new PolicyTable();

  /**
   * @param virtualHostExists asked before a policy is put
   * @param onChange told, on the metadata shard, the virtual host whose policies have changed
   */
  public PolicyDirectory(
      MetadataStore store, Predicate<String> virtualHostExists, Consumer<String> onChange) {
    this.store = store;
    this.virtualHostExists = virtualHostExists;
    this.onChange = onChange;
  }

  /** Reads what the store recovered. */
  public void load() {
    store.forEach(POLICY, (key, fields) -> policies.put(policy(fields)));
    store.forEach(OPERATOR_POLICY, (key, fields) -> operatorPolicies.put(policy(fields)));
  }

  /** What applies to a queue or exchange now. */
  public EffectivePolicy effective(String virtualHost, String name, PolicyScope scope) {
    return EffectivePolicy.merge(
        policies.match(virtualHost, name, scope), operatorPolicies.match(virtualHost, name, scope));
  }

  @Override
  public Collection<Policy> all() {
    return policies.all();
  }

  @Override
  public CompletableFuture<Void> put(Policy policy) {
    return put(policy, POLICY, policies);
  }

  @Override
  public CompletableFuture<Void> delete(String virtualHost, String name) {
    return delete(virtualHost, name, POLICY, policies);
  }

  @Override
  public Collection<Policy> operatorPolicies() {
    return operatorPolicies.all();
  }

  @Override
  public CompletableFuture<Void> putOperatorPolicy(Policy policy) {
    return put(policy, OPERATOR_POLICY, operatorPolicies);
  }

  @Override
  public CompletableFuture<Void> deleteOperatorPolicy(String virtualHost, String name) {
    return delete(virtualHost, name, OPERATOR_POLICY, operatorPolicies);
  }

  /** Forgets all policies of a virtual host that is being deleted; part of that change. */
  public void forgetVirtualHost(MetadataChange change, String virtualHost) {
    forget(change, virtualHost, POLICY, policies);
    forget(change, virtualHost, OPERATOR_POLICY, operatorPolicies);
  }

  private static void forget(
      MetadataChange change, String virtualHost, String kind, PolicyTable table) {
    for (Policy policy : List.copyOf(table.all())) {
      if (policy.virtualHost().equals(virtualHost)) {
        table.remove(virtualHost, policy.name());
        change.delete(MetadataKey.of(kind, virtualHost, policy.name()));
      }
    }
  }

  private CompletableFuture<Void> put(Policy policy, String kind, PolicyTable table) {
    return store.change(
        change -> {
          check(policy, kind.equals(OPERATOR_POLICY));
          table.put(policy);
          change.put(MetadataKey.of(kind, policy.virtualHost(), policy.name()), fields(policy));
          log.info(
              "set {} '{}' for {} that match '{}' in virtual host '{}'",
              kind,
              policy.name(),
              policy.applyTo(),
              policy.pattern(),
              policy.virtualHost());
          onChange.accept(policy.virtualHost());
          return null;
        });
  }

  private CompletableFuture<Void> delete(
      String virtualHost, String name, String kind, PolicyTable table) {
    return store.change(
        change -> {
          if (!table.remove(virtualHost, name)) {
            throw new BrokerException(ErrorKind.NOT_FOUND, "Parameter does not exist");
          }
          change.delete(MetadataKey.of(kind, virtualHost, name));
          log.info("cleared {} '{}' in virtual host '{}'", kind, name, virtualHost);
          onChange.accept(virtualHost);
          return null;
        });
  }

  private void check(Policy policy, boolean operator) {
    if (!virtualHostExists.test(policy.virtualHost())) {
      throw new BrokerException(
          ErrorKind.NOT_FOUND, "virtual host '" + policy.virtualHost() + "' does not exist");
    }
    if (!APPLY_TO.contains(policy.applyTo())) {
      throw new BrokerException(
          ErrorKind.INVALID,
          "apply-to '"
              + policy.applyTo()
              + "' unrecognised; should be one of: 'queues', 'classic_queues', "
              + " 'quorum_queues', 'streams', 'exchanges', or 'all'");
    }
    try {
      NameRegex.compile(policy.pattern());
    } catch (PatternSyntaxException e) {
      throw new BrokerException(
          ErrorKind.INVALID,
          "pattern should be regular expression but is invalid: " + e.getDescription());
    }
    PolicyDefinition.check(policy.definition(), operator);
  }

  private static Fields fields(Policy policy) {
    return Fields.empty()
        .with("vhost", policy.virtualHost())
        .with("name", policy.name())
        .with("pattern", policy.pattern())
        .with("apply-to", policy.applyTo())
        .with("priority", policy.priority())
        .with("definition", policy.definition());
  }

  private static Policy policy(Fields fields) {
    return new Policy(
        fields.text("vhost"),
        fields.text("name"),
        fields.text("pattern"),
        fields.text("apply-to"),
        (int) fields.number("priority", 0),
        fields.table("definition"));
  }
}
