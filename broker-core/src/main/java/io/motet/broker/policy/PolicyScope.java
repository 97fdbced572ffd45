package io.motet.broker.policy;

import java.util.Map;
import java.util.Set;

/** What a policy can be applied to: exchanges, or queues of one type. */
public final class PolicyScope {
  public static final PolicyScope EXCHANGE = new PolicyScope(Set.of("all", "exchanges"), Set.of());
  private static final PolicyScope CLASSIC_QUEUE =
      new PolicyScope(
          Set.of("all", "queues", "classic_queues"),
          Set.of(
              "max-age",
              "stream-max-segment-size-bytes",
              "queue-leader-locator",
              "initial-cluster-size",
              "delivery-limit",
              "dead-letter-strategy",
              "max-in-memory-length",
              "max-in-memory-bytes",
              "target-group-size"));
  private static final PolicyScope QUORUM_QUEUE =
      new PolicyScope(
          Set.of("all", "queues", "quorum_queues"),
          Set.of(
              "max-priority",
              "queue-mode",
              "single-active-consumer",
              "ha-mode",
              "ha-params",
              "ha-sync-mode",
              "ha-promote-on-shutdown",
              "ha-promote-on-failure",
              "queue-master-locator",
              "max-age",
              "stream-max-segment-size-bytes",
              "initial-cluster-size"));

  private static final PolicyScope STREAM =
      new PolicyScope(
          Set.of("all", "queues", "streams"),
          Set.of(
              "expires",
              "message-ttl",
              "dead-letter-exchange",
              "dead-letter-routing-key",
              "max-length",
              "max-in-memory-length",
              "max-in-memory-bytes",
              "max-priority",
              "overflow",
              "queue-mode",
              "single-active-consumer",
              "delivery-limit",
              "ha-mode",
              "ha-params",
              "ha-sync-mode",
              "ha-promote-on-shutdown",
              "ha-promote-on-failure",
              "queue-master-locator",
              "dead-letter-strategy",
              "target-group-size"));

  private final Set<String> appliedBy;
  private final Set<String> unsupportedKeys;

  private PolicyScope(Set<String> appliedBy, Set<String> unsupportedKeys) {
    this.appliedBy = appliedBy;
    this.unsupportedKeys = unsupportedKeys;
  }

  /**
   * @param type {@code classic}, {@code quorum} or {@code stream}
   */
  public static PolicyScope ofQueue(String type) {
    return switch (type) {
      case "quorum" -> QUORUM_QUEUE;
      case "stream" -> STREAM;
      default -> CLASSIC_QUEUE;
    };
  }

  /** Whether a policy with this apply-to and this definition can apply: all keys or none. */
  boolean accepts(String applyTo, Map<String, Object> definition) {
    return appliedBy.contains(applyTo)
        && definition.keySet().stream().noneMatch(unsupportedKeys::contains);
  }
}
