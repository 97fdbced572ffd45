package io.motet.storage.journal;

/** What {@code journal.recovery} may be: what to do about damage that no crash explains. */
public enum RecoveryMode {
  /** Refuse to start, naming file and offset. */
  STRICT,
  /** Skip the damaged batches only, report each, and start. */
  SALVAGE
}
