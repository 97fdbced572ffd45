package io.motet.storage.file;

import io.motet.storage.journal.AppenderListener;
import io.motet.storage.journal.Journal;
import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.JournalStatistics;
import io.motet.storage.journal.ReadCallback;
import io.motet.storage.journal.RecoveryListener;
import io.motet.storage.journal.ScratchSpace;
import io.motet.storage.journal.StateSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** The journal on a disk. */
public final class FileJournal implements Journal {
  private FileJournal() {}

  /**
   * Locks the data directory, recovers into the listener and returns the journal, not yet started.
   *
   * @param dataDirectory created when absent; the journal's files are in its {@code journal} folder
   * @throws IOException when the directory is in use, the format is unknown, or the journal is
   *     damaged; the message says what to do
   */
  public static FileJournal open(
      Path dataDirectory, JournalSettings settings, RecoveryListener listener) throws IOException {
    throw new IOException("no journal on disk yet");
  }

  @Override
  public void retain(long position, int sizeBytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public JournalAppender openAppender(int shard, Executor owner, AppenderListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void start(StateSource state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void read(
      long[] positions, int[] sizesBytes, int count, Executor executor, ReadCallback callback) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScratchSpace scratch() {
    throw new UnsupportedOperationException();
  }

  @Override
  public JournalStatistics statistics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void checkpoint() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
