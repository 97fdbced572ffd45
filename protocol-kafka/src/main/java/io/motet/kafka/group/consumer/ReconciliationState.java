package io.motet.kafka.group.consumer;

/** How far a member is on the way to its target. */
enum ReconciliationState {
  /** It has all that it is to have at its epoch, and nothing else. */
  STABLE,
  /** It was told to give partitions up and has not said that it has. */
  UNREVOKED,
  /** Some of its partitions are still with members that must give them up. */
  UNRELEASED
}
