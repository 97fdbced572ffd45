package io.motet.broker.policy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the policies say about one queue or exchange: that of the users and that of the operators,
 * merged.
 *
 * @param name of the users' policy, or null
 * @param operatorName of the operators' policy, or null
 * @param definition merged; not to be changed
 */
public record EffectivePolicy(String name, String operatorName, Map<String, Object> definition) {
  public static final EffectivePolicy NONE = new EffectivePolicy(null, null, Map.of());

  /** Where both set one of these, the smaller counts; for all other keys the operators' counts. */
  private static final Set<String> SMALLER_COUNTS =
      Set.of(
          "message-ttl",
          "max-length",
          "max-length-bytes",
          "max-in-memory-length",
          "max-in-memory-bytes",
          "expires",
          "delivery-limit");

  /**
   * @param policy or null
   * @param operatorPolicy or null
   */
  static EffectivePolicy merge(Policy policy, Policy operatorPolicy) {
    if (policy == null && operatorPolicy == null) {
      return NONE;
    }
    Map<String, Object> merged = new TreeMap<>();
    if (policy != null) {
      merged.putAll(policy.definition());
    }
    if (operatorPolicy != null) {
      operatorPolicy
          .definition()
          .forEach((key, value) -> merged.merge(key, value, (own, op) -> strict(key, own, op)));
    }
    return new EffectivePolicy(
        policy == null ? null : policy.name(),
        operatorPolicy == null ? null : operatorPolicy.name(),
        merged);
  }

  private static Object strict(String key, Object own, Object operators) {
    if (!SMALLER_COUNTS.contains(key)) {
      return operators;
    }
    return ((Number) own).longValue() < ((Number) operators).longValue() ? own : operators;
  }
}
