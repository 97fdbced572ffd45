package io.motet.kafka.group;

/** Where a group is in its life, with Kafka's names. */
public enum GroupState {
  /** No members; it may have offsets. */
  EMPTY("Empty"),
  /** Members are asked to join again. */
  PREPARING_REBALANCE("PreparingRebalance"),
  /** All have joined; the leader decides who reads what. */
  COMPLETING_REBALANCE("CompletingRebalance"),
  /** Everyone knows what to read. */
  STABLE("Stable"),
  /** It is gone. */
  DEAD("Dead");

  private final String title;

  GroupState(String title) {
    this.title = title;
  }

  /** As descriptions show it. */
  public String title() {
    return title;
  }
}
