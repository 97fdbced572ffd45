package io.motet.storage.recovery;

import java.io.IOException;

/** The journal is damaged in a way that no crash explains. The message names file and offset. */
public final class JournalDamagedException extends IOException {
  private static final long serialVersionUID = 1;

  public JournalDamagedException(Damage damage) {
    super(
        "the journal is damaged: "
            + damage
            + ". To start without what is damaged, set journal.recovery = salvage once; see"
            + " docs/storage-format.md");
  }
}
