package io.motet.broker.topic;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values of a topic's configurations: its own, then the broker's as altered, then those of the
 * broker's settings, then Kafka's. Immutable.
 */
public final class TopicConfig {
  private final Map<String, String> own;
  private final Map<String, String> altered;
  private final Map<String, String> ofBroker;

  private TopicConfig(
      Map<String, String> own, Map<String, String> altered, Map<String, String> ofBroker) {
    this.own = own;
    this.altered = altered;
    this.ofBroker = ofBroker;
  }

  /**
   * The broker's defaults.
   *
   * @throws TopicException {@code INVALID_CONFIG}
   */
  public static TopicConfig ofBroker(Map<String, String> values) {
    check(values);
    return new TopicConfig(Map.of(), Map.of(), Map.copyOf(values));
  }

  /**
   * The same defaults with other values of the topic's own.
   *
   * @throws TopicException {@code INVALID_CONFIG}
   */
  public TopicConfig with(Map<String, String> topicValues) {
    check(topicValues);
    return new TopicConfig(Map.copyOf(topicValues), altered, ofBroker);
  }

  /**
   * The same with other values of the broker that were altered while it runs.
   *
   * @throws TopicException {@code INVALID_CONFIG}
   */
  public TopicConfig withAltered(Map<String, String> values) {
    check(values);
    return new TopicConfig(own, Map.copyOf(values), ofBroker);
  }

  /**
   * Values of the broker added, replaced and (where null) removed from what was altered.
   *
   * @throws TopicException {@code INVALID_CONFIG}
   */
  public TopicConfig changeAltered(Map<String, String> changes) {
    return withAltered(changed(altered, changes));
  }

  /**
   * Values of the topic's own added, replaced and (where null) removed.
   *
   * @throws TopicException {@code INVALID_CONFIG}
   */
  public TopicConfig change(Map<String, String> changes) {
    return with(changed(own, changes));
  }

  private static Map<String, String> changed(
      Map<String, String> values, Map<String, String> changes) {
    Map<String, String> next = new TreeMap<>(values);
    changes.forEach(
        (name, value) -> {
          if (value == null) {
            known(name);
            next.remove(name);
          } else {
            next.put(name, value);
          }
        });
    return next;
  }

  private static void check(Map<String, String> values) {
    values.forEach((name, value) -> known(name).check(value));
  }

  private static TopicConfigKey known(String name) {
    TopicConfigKey key = TopicConfigKeys.get(name);
    if (key == null) {
      throw new TopicException(
          TopicException.Reason.INVALID_CONFIG, "Unknown topic config name: " + name);
    }
    return key;
  }

  /** What the topic itself sets. */
  public Map<String, String> own() {
    return own;
  }

  /** What was altered for all topics while the broker ran. */
  public Map<String, String> altered() {
    return altered;
  }

  /** What the broker's settings set for all topics. */
  public Map<String, String> ofBroker() {
    return ofBroker;
  }

  /** The value that applies. The name must be one of {@link TopicConfigKeys}. */
  public String value(String name) {
    String value = own.get(name);
    if (value == null) {
      value = altered.get(name);
    }
    if (value == null) {
      value = ofBroker.get(name);
    }
    return value == null ? known(name).defaultText() : value;
  }

  /** The value of a number that applies. */
  public long number(String name) {
    return Long.parseLong(value(name).strip());
  }

  /** The value of a number that applies, not beyond an int. */
  public int integer(String name) {
    return (int) Math.min(Integer.MAX_VALUE, number(name));
  }

  /** The value of a fraction that applies. */
  public double fraction(String name) {
    return Double.parseDouble(value(name).strip());
  }

  /** The items of a list that applies. */
  public List<String> items(String name) {
    return TopicConfigKey.items(value(name));
  }
}
