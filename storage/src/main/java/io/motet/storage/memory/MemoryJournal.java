package io.motet.storage.memory;

import io.motet.storage.journal.AppenderListener;
import io.motet.storage.journal.Journal;
import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.JournalStatistics;
import io.motet.storage.journal.ReadCallback;
import io.motet.storage.journal.ScratchSpace;
import io.motet.storage.journal.StateSource;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * A journal that keeps nothing: what is appended counts as durable at the next flush, and is gone
 * with the process. For brokers that are embedded in a test and need no directory.
 *
 * <p>Messages never get a position, so that the core keeps their bodies in memory; {@link #read}
 * and {@link #scratch} therefore fail for whoever calls them all the same.
 */
public final class MemoryJournal implements Journal {
  private static final String NO_DISK = "a memory journal stores no bytes";

  @Override
  public void retain(long position, int sizeBytes) {
    throw new IllegalStateException(NO_DISK);
  }

  @Override
  public JournalAppender openAppender(int shard, Executor owner, AppenderListener listener) {
    return new MemoryAppender(owner, listener);
  }

  @Override
  public void start(StateSource state) {}

  @Override
  public void read(
      long[] positions, int[] sizesBytes, int count, Executor executor, ReadCallback callback) {
    executor.execute(
        () -> {
          for (int i = 0; i < count; i++) {
            callback.failed(i, new IOException(NO_DISK));
          }
          callback.completed();
        });
  }

  @Override
  public ScratchSpace scratch() {
    return new NoScratch();
  }

  @Override
  public JournalStatistics statistics() {
    return new JournalStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Override
  public void checkpoint() {}

  @Override
  public void close() {}

  private static final class NoScratch implements ScratchSpace {
    @Override
    public void write(io.netty.buffer.ByteBuf encoded, Executor executor, WriteCallback callback) {
      encoded.release();
      executor.execute(() -> callback.failed(new IOException(NO_DISK)));
    }

    @Override
    public boolean owns(long position) {
      return false;
    }

    @Override
    public void release(long position, int sizeBytes) {}
  }
}
