package io.motet.storage.journal;

/** What {@code journal.sync} may be: when a batch counts as durable. */
public enum Sync {
  /** After {@code force(false)} (fdatasync): survives the loss of power. */
  FULL,
  /** After it has been written to the operating system: survives the death of the process only. */
  NONE
}
