package io.motet.storage.journal;

/**
 * A snapshot of the journal's figures; counts are since the start of the process.
 *
 * @param forceNanos total time spent in force
 */
public record JournalStatistics(
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
    long scratchBytes) {}
