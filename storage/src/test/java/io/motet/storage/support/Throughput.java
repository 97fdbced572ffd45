package io.motet.storage.support;

import io.motet.storage.file.FileJournal;
import io.motet.storage.journal.AppenderListener;
import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.StateSource;
import io.motet.storage.journal.Survivor;
import io.netty.buffer.ByteBuf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Publishes 1 KiB messages with at most so many unconfirmed, and settles each when it is confirmed.
 * Prints one line for each window. Arguments: directory, seconds for each window, journal.sync.
 */
public final class Throughput implements AppenderListener, StateSource {
  private static final int[] WINDOWS = {1, 16, 128, 1024};
  private static final int MESSAGE_BYTES = 1024;

  private final int window;
  private final long endNanos;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final byte[] body = new byte[MESSAGE_BYTES];
  private final TestMessage[] pending;
  private JournalAppender appender;
  private long sent;
  private long confirmed;
  private long appendNanos;

  private Throughput(int window, long endNanos) {
    this.window = window;
    this.endNanos = endNanos;
    this.pending = new TestMessage[window];
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    long seconds = Long.parseLong(arguments[1]);
    JournalSettings settings = JournalSettings.builder().set("journal.sync", arguments[2]).build();
    for (int window : WINDOWS) {
      ExecutorService shard = Executors.newSingleThreadExecutor();
      Path own = Files.createTempDirectory(directory, "window");
      try (FileJournal journal = FileJournal.open(own, settings, new RecoveredState())) {
        long begin = System.nanoTime();
        Throughput run = new Throughput(window, begin + seconds * 1_000_000_000L);
        run.appender = journal.openAppender(0, shard, run);
        journal.start(run);
        shard.execute(run::fill);
        run.ended.await();
        double elapsed = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "window %5d: %9.0f records/s, %5.0f ns per append and settle, %.1f records a batch%n",
            window,
            run.confirmed / elapsed,
            (double) run.appendNanos / run.sent,
            (double) run.confirmed / journal.statistics().batches());
      }
      shard.shutdown();
    }
  }

  private void fill() {
    long begin = System.nanoTime();
    while (sent - confirmed < window) {
      int slot = (int) (sent % window);
      TestMessage message = new TestMessage(body);
      pending[slot] = message;
      appender.beginMessage(message, 1);
      appender.copy(1, ++sent, 0, 0);
      appender.endMessage();
    }
    appender.requireDurable();
    appender.flush();
    appendNanos += System.nanoTime() - begin;
  }

  @Override
  public void durable(long index) {
    while (confirmed < sent && pending[(int) (confirmed % window)].position() >= 0) {
      TestMessage message = pending[(int) (confirmed % window)];
      appender.settle(1, ++confirmed, message);
    }
    if (System.nanoTime() > endNanos) {
      ended.countDown();
    } else {
      fill();
    }
  }

  @Override
  public void failed(Throwable cause) {
    cause.printStackTrace();
    ended.countDown();
  }

  @Override
  public void publishesBlocked(boolean blocked) {}

  @Override
  public void writeTo(CheckpointSink sink) {}

  @Override
  public void relocate(List<Survivor> survivors, List<ByteBuf> encoded, Runnable done) {
    done.run();
  }
}
