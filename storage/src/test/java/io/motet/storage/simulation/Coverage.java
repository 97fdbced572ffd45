package io.motet.storage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.storage.journal.JournalStatistics;

/** What happened over all seeds: a simulation in which nothing happens proves nothing. */
final class Coverage {
  long batches;
  long checkpoints;
  long relocatedBytes;
  long failures;
  long blocked;
  long dropped;
  long fullDisks;

  void add(JournalStatistics statistics) {
    batches += statistics.batches();
    checkpoints += statistics.checkpoints();
    relocatedBytes += statistics.relocatedBytes();
  }

  void check() {
    System.out.println(this);
    assertThat(batches).isPositive();
    assertThat(checkpoints).isPositive();
    assertThat(relocatedBytes).isPositive();
    assertThat(failures).isPositive();
    assertThat(blocked).isPositive();
    assertThat(dropped).isPositive();
    assertThat(fullDisks).isPositive();
  }

  @Override
  public String toString() {
    return "batches "
        + batches
        + ", checkpoints "
        + checkpoints
        + ", relocated bytes "
        + relocatedBytes
        + ", failed journals "
        + failures
        + ", blocked lives "
        + blocked
        + ", torn tails "
        + dropped
        + ", full disks "
        + fullDisks;
  }
}
