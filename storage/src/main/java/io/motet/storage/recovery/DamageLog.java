package io.motet.storage.recovery;

import io.motet.storage.journal.RecoveryMode;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What to do about damage: refuse at the first, or note all and go on. */
final class DamageLog {
  private static final Logger LOG = LoggerFactory.getLogger(DamageLog.class);

  private final RecoveryMode mode;
  private final List<Damage> found = new ArrayList<>();

  DamageLog(RecoveryMode mode) {
    this.mode = mode;
  }

  /** Returns only when the damage is to be skipped. */
  void add(Damage damage) throws JournalDamagedException {
    if (mode == RecoveryMode.STRICT) {
      throw new JournalDamagedException(damage);
    }
    LOG.warn("salvage skips {}", damage);
    found.add(damage);
  }

  List<Damage> found() {
    return List.copyOf(found);
  }
}
