package io.motet.kafka.share;

import io.motet.broker.topic.FetchResult.AbortedTransaction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells which batches, in the order of the log, readers of committed records do not get. */
final class AbortedBatches {
  private final List<AbortedTransaction> aborted;
  private final Set<Long> aborting = new HashSet<>();
  private int next;

  /**
   * @param aborted by their first offsets; null for readers who get all
   */
  AbortedBatches(List<AbortedTransaction> aborted) {
    this.aborted = aborted;
  }

  /** Whether the batch is left out; asked once of each. */
  boolean leavesOut(BatchScan batch) {
    if (aborted == null) {
      return false;
    }
    while (next < aborted.size() && aborted.get(next).firstOffset() <= batch.last()) {
      aborting.add(aborted.get(next++).producerId());
    }
    if (batch.isControl()) {
      aborting.remove(batch.producerId());
      return true;
    }
    return batch.isTransactional() && aborting.contains(batch.producerId());
  }
}
