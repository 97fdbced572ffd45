package io.motet.storage.write;

/** What the journal thread has done since the start. Written by it alone, read by anybody. */
public final class WriterCounters {
  private volatile long batches;
  private volatile long forces;
  private volatile long forceNanos;
  private volatile long writtenBytes;

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void batch(long bytes) {
    batches++;
    writtenBytes += bytes;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void force(long nanos) {
    forces++;
    forceNanos += nanos;
  }

  public long batches() {
    return batches;
  }

  public long forces() {
    return forces;
  }

  public long forceNanos() {
    return forceNanos;
  }

  public long writtenBytes() {
    return writtenBytes;
  }
}
