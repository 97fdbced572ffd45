package io.motet.storage.log;

/** Where work goes that may wait for the disk. Thread-safe. */
interface LogWorkers {
  /** Opens, warms and searches. */
  void read(Runnable task);

  /** Has the log forced soon. */
  void flush(PartitionLog log);

  /** Retention, compaction, deletes. */
  void upkeep(Runnable task);

  /** The log has something that is not forced. */
  void dirty(PartitionLog log);
}
