package io.motet.management.view;

import io.motet.broker.policy.Policy;
import java.util.Map;

/** A policy's facts. */
public final class PolicyView {
  private PolicyView() {}

  public static Map<String, Object> facts(Policy policy) {
    return Facts.of(
        "vhost", policy.virtualHost(),
        "name", policy.name(),
        "pattern", policy.pattern(),
        "apply-to", policy.applyTo(),
        "definition", Facts.json(policy.definition()),
        "priority", policy.priority());
  }
}
