package io.motet.storage.journal;

import java.util.concurrent.Executor;

/**
 * One shared, group-committed journal that is also the message store.
 *
 * <p>Life: an implementation's {@code open} replays into a {@link RecoveryListener}; the core calls
 * {@link #retain} for every copy that is alive, opens one appender per shard, and {@link #start}s
 * it. From then on it takes checkpoints and reclaims segments by itself, asking the {@link
 * StateSource}.
 *
 * <p>Thread-safe, but for what is said at each method.
 */
public interface Journal extends AutoCloseable {
  /**
   * Counts a recovered copy as alive. Only between open and {@link #start}.
   *
   * @throws IllegalStateException if the journal lacks it; not with {@code journal.recovery =
   *     salvage}, where reading it fails
   */
  void retain(long position, int sizeBytes);

  /**
   * Opens the append side of a shard. Only between open and {@link #start}.
   *
   * @param owner runs the listener's methods; the shard's event loop
   */
  JournalAppender openAppender(int shard, Executor owner, AppenderListener listener);

  /** Starts the journal thread, checkpoints and reclaim. */
  void start(StateSource state);

  /**
   * Reads messages back, off the caller's thread, with one I/O for neighbours and read-ahead.
   *
   * @param positions and {@code sizesBytes}: the first {@code count} entries are read; copied
   *     before return
   * @param executor runs the callback
   */
  void read(
      long[] positions, int[] sizesBytes, int count, Executor executor, ReadCallback callback);

  /** Scratch space for transient messages under memory pressure; dropped at start. */
  ScratchSpace scratch();

  /** Figures for management; any thread. */
  JournalStatistics statistics();

  /** Takes a checkpoint now; returns when it is durable. Not on a shard's thread. */
  void checkpoint();

  /**
   * Writes and forces what is pending, takes a checkpoint and closes the files. Shards append
   * nothing any more. Their executors may still run, or reject what they are given: then the
   * caller's thread runs it.
   */
  @Override
  void close();
}
