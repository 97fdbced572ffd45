package io.motet.broker.stats;

import io.motet.storage.journal.JournalStatistics;

/**
 * The journal's figures as management sees them, so that no front end needs to know storage; counts
 * are since the start of the process.
 *
 * @param forceNanos total time spent in force
 */
public record JournalFigures(
    long batches,
    long forces,
    long forceNanos,
    long writtenBytes,
    long readBytes,
    long liveBytes,
    long segments,
    long sizeOnDiskBytes,
    long relocatedBytes,
    long checkpoints,
    long scratchBytes) {

  public static JournalFigures of(JournalStatistics statistics) {
    return new JournalFigures(
        statistics.batches(),
        statistics.forces(),
        statistics.forceNanos(),
        statistics.writtenBytes(),
        statistics.readBytes(),
        statistics.liveBytes(),
        statistics.segments(),
        statistics.sizeOnDiskBytes(),
        statistics.relocatedBytes(),
        statistics.checkpoints(),
        statistics.scratchBytes());
  }
}
