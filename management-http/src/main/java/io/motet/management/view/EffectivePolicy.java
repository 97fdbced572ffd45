package io.motet.management.view;

import io.motet.broker.policy.Policies;
import io.motet.broker.policy.Policy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a user's and an operator's policy say together: of two numbers the smaller one. */
final class EffectivePolicy {
  private final Policies policies;

  EffectivePolicy(Policies policies) {
    this.policies = policies;
  }

  /**
   * The merged definition.
   *
   * @param policy and {@code operatorPolicy}: names, or null
   */
  Map<String, Object> definition(String virtualHost, String policy, String operatorPolicy) {
    Map<String, Object> definition = new LinkedHashMap<>();
    Policy found = find(policies.all(), virtualHost, policy);
    if (found != null) {
      definition.putAll(found.definition());
    }
    Policy operator = find(policies.operatorPolicies(), virtualHost, operatorPolicy);
    if (operator != null) {
      operator
          .definition()
          .forEach((key, value) -> definition.merge(key, value, EffectivePolicy::stricter));
    }
    return definition;
  }

  private static Policy find(Collection<Policy> all, String virtualHost, String name) {
    if (name == null || name.isEmpty()) {
      return null;
    }
    return all.stream()
        .filter(p -> p.name().equals(name) && p.virtualHost().equals(virtualHost))
        .findFirst()
        .orElse(null);
  }

  private static Object stricter(Object user, Object operator) {
    if (user instanceof Number a && operator instanceof Number b) {
      return a.longValue() <= b.longValue() ? user : operator;
    }
    return operator;
  }
}
