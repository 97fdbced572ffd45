package io.motet.storage.log;

import io.motet.storage.runtime.StorageRuntime;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rounds over all logs: notes of state, retention, compaction, silent producers. */
final class LogUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(LogUpkeep.class);
  private static final long TICK_MILLIS = 1_000;
  private static final long MILLION = 1_000_000L;

  private final LogServices services;
  private final PartitionLogSettings settings;
  private final Collection<PartitionLog> logs;
  private final Set<PartitionLog> dirty;
  private long nextRoundMillis;
  private long nextStateMillis;

  LogUpkeep(
      LogServices services,
      PartitionLogSettings settings,
      Collection<PartitionLog> logs,
      Set<PartitionLog> dirty) {
    this.services = services;
    this.settings = settings;
    this.logs = logs;
    this.dirty = dirty;
    long now = services.runtime().currentTimeMillis();
    this.nextRoundMillis = now + settings.retentionCheckMillis();
    this.nextStateMillis = now + settings.stateMillis();
  }

  long doWork() {
    StorageRuntime runtime = services.runtime();
    services.room().ask();
    long now = runtime.currentTimeMillis();
    if (now >= nextStateMillis) {
      nextStateMillis = now + settings.stateMillis();
      noteStates();
    }
    if (now >= nextRoundMillis) {
      nextRoundMillis = now + settings.retentionCheckMillis();
      round();
    }
    return TICK_MILLIS * MILLION;
  }

  /** Forces logs that were written to: a start after a crash goes over what is not. */
  private void noteStates() {
    for (PartitionLog log : List.copyOf(dirty)) {
      dirty.remove(log);
      attempt(log, () -> log.force(true, false));
    }
  }

  /** Goes over all logs once. */
  void round() {
    long silentSince = services.runtime().currentTimeMillis() - settings.producerExpiryMillis();
    for (PartitionLog log : logs) {
      attempt(
          log,
          () -> {
            log.applyRetention();
            OpenLog open = log.openLog();
            if (open != null) {
              open.expireProducers(silentSince);
              if (open.settings().compacts()) {
                compact(log, open);
              }
            }
          });
    }
  }

  private void compact(PartitionLog log, OpenLog open) throws IOException {
    new LogCompaction(services, open, log).run();
  }

  private static void attempt(PartitionLog log, Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      if (!log.isDeleted()) {
        LOG.error("upkeep of {} failed", log, e);
      }
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }
}
