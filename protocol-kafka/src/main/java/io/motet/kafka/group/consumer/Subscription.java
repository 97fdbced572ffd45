package io.motet.kafka.group.consumer;

import java.util.Set;

/**
 * What a member wants.
 *
 * @param names of topics
 * @param pattern that topics' names match, or null
 * @param assignor that it would have, or null
 * @param rebalanceTimeoutMillis how long it may take to give up partitions
 */
record Subscription(
    Set<String> names, String pattern, String assignor, int rebalanceTimeoutMillis) {
  boolean hasPattern() {
    return pattern != null && !pattern.isEmpty();
  }

  /** Nulls and a negative time stay as they were. */
  Subscription with(
      Set<String> newNames, String newPattern, String newAssignor, int newRebalanceTimeoutMillis) {
    return new Subscription(
        newNames == null ? names : newNames,
        newPattern == null ? pattern : newPattern,
        newAssignor == null ? assignor : newAssignor,
        newRebalanceTimeoutMillis < 0 ? rebalanceTimeoutMillis : newRebalanceTimeoutMillis);
  }

  boolean wantsTheSameAs(Subscription other) {
    String mine = hasPattern() ? pattern : "";
    String theirs = other.hasPattern() ? other.pattern : "";
    return names.equals(other.names) && mine.equals(theirs);
  }
}
