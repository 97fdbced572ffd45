package io.motet.storage.support;

import io.motet.storage.file.FileJournal;
import io.motet.storage.journal.AppenderListener;
import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.JournalStatistics;
import io.motet.storage.journal.StateSource;
import io.motet.storage.journal.Survivor;
import io.netty.buffer.ByteBuf;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * What a backlog in one queue costs beside busy traffic in another: part of what is published
 * stays, the rest is settled soon; then the same traffic goes on without the backlog growing.
 * Prints what was written and copied. Arguments: directory (new), MiB published in each of the two
 * phases, and what percentage of the first stays, journal.sync.
 *
 * <p>Segments and checkpoints are an eighth of the default, so that an eighth of the data shows the
 * same.
 */
public final class BacklogBesideTraffic implements AppenderListener, StateSource {
  private static final int MESSAGE_BYTES = 1024;
  private static final byte[] BODY = new byte[MESSAGE_BYTES];
  private static final int ROUND = 256;
  private static final int ROUNDS_ALIVE = 8;
  private static final long BACKLOG = 1;
  private static final long BUSY = 2;

  private final ExecutorService shard = Executors.newSingleThreadExecutor();
  private final Semaphore confirmed = new Semaphore(0);
  private final Map<Long, Long> moved = new HashMap<>();
  private final Map<Long, TestMessage> backlog = new HashMap<>();
  private final ArrayDeque<TestMessage> busy = new ArrayDeque<>();
  private JournalAppender appender;
  private long sequence;
  private long firstBusy = 1;
  private long lastBusy;
  private long wanted;
  private boolean crashing;
  private final long beginNanos = System.nanoTime();

  public static void main(String[] arguments) throws Exception {
    long rounds = Long.parseLong(arguments[1]) * 1024 / ROUND;
    new BacklogBesideTraffic()
        .run(Path.of(arguments[0]), rounds, Integer.parseInt(arguments[2]), arguments[3]);
  }

  private void run(Path directory, long rounds, int percent, String sync) throws Exception {
    JournalSettings settings =
        JournalSettings.builder()
            .set("journal.sync", sync)
            .set("journal.segment.bytes", "8MiB")
            .set("journal.reserve.bytes", "16MiB")
            .set("journal.checkpoint.bytes", "32MiB")
            .build();
    FileJournal journal = FileJournal.open(directory, settings, new RecoveredState());
    appender = journal.openAppender(0, shard, this);
    journal.start(this);
    for (long i = 0; i < rounds; i++) {
      round(percent);
    }
    print("backlog grows", rounds, journal.statistics());
    for (long i = 0; i < rounds; i++) {
      round(0);
    }
    print("traffic only", 2 * rounds, journal.statistics());
    crashing = true;
    journal.close();
    shard.shutdown();

    long begin = System.nanoTime();
    RecoveredState found = new RecoveredState();
    try (FileJournal again = FileJournal.open(directory, settings, found)) {
      System.out.printf(
          Locale.ROOT,
          "recovery: %d ms, %d MiB replayed, %d messages%n",
          (System.nanoTime() - begin) / 1_000_000,
          again.recovered().replayedBytes() >> 20,
          found.queue(BACKLOG).size());
    }
  }

  private void round(int percent) throws InterruptedException {
    shard.execute(() -> publish(percent));
    confirmed.acquire();
  }

  private void publish(int percent) {
    for (int i = 0; i < ROUND; i++) {
      TestMessage message = new TestMessage(BODY);
      appender.beginMessage(message, 1);
      if (i * 100 < percent * ROUND) {
        backlog.put(++sequence, message);
        appender.copy(BACKLOG, sequence, 0, 0);
      } else {
        busy.add(message);
        appender.copy(BUSY, ++lastBusy, 0, 0);
      }
      appender.endMessage();
    }
    while (busy.size() > ROUND * ROUNDS_ALIVE) {
      appender.settle(BUSY, firstBusy++, busy.poll());
    }
    wanted = appender.appendedIndex();
    appender.requireDurable();
    appender.flush();
  }

  private void print(String phase, long rounds, JournalStatistics now) {
    double published = (double) rounds * ROUND * MESSAGE_BYTES;
    System.out.printf(
        Locale.ROOT,
        "%5.1f s %s: published %.0f MiB, written %.2f times that, copied %d MiB = %.2f times the backlog,"
            + " alive %d MiB in %d MiB of files, %d checkpoints%n",
        (System.nanoTime() - beginNanos) / 1e9,
        phase,
        published / (1 << 20),
        now.writtenBytes() / published,
        now.relocatedBytes() >> 20,
        (double) now.relocatedBytes() / (sequence * MESSAGE_BYTES),
        now.liveBytes() >> 20,
        now.sizeOnDiskBytes() >> 20,
        now.checkpoints());
  }

  private long position(long backlogSequence) {
    Long there = moved.get(backlogSequence);
    return there == null ? backlog.get(backlogSequence).position() : there;
  }

  @Override
  public void durable(long index) {
    if (wanted != 0 && index >= wanted) {
      wanted = 0;
      confirmed.release();
    }
  }

  @Override
  public void failed(Throwable cause) {
    cause.printStackTrace();
    confirmed.release(Integer.MAX_VALUE / 2);
  }

  @Override
  public void publishesBlocked(boolean blocked) {}

  @Override
  public void writeTo(CheckpointSink sink) {
    if (crashing) {
      throw new IllegalStateException("no checkpoint before a crash");
    }
    Semaphore written = new Semaphore(0);
    shard.execute(
        () -> {
          for (long one : backlog.keySet()) {
            if (position(one) >= 0) {
              sink.message(BACKLOG, one, position(one), MESSAGE_BYTES, 0, 0, 0);
            }
          }
          long one = firstBusy;
          for (TestMessage message : busy) {
            if (message.position() >= 0) {
              sink.message(BUSY, one, message.position(), MESSAGE_BYTES, 0, 0, 0);
            }
            one++;
          }
          written.release();
        });
    written.acquireUninterruptibly();
  }

  @Override
  public void relocate(List<Survivor> survivors, List<ByteBuf> encoded, Runnable done) {
    shard.execute(
        () -> {
          for (int i = 0; i < survivors.size(); i++) {
            Survivor one = survivors.get(i);
            if (one.queueId() == BACKLOG && position(one.sequence()) == one.position()) {
              appender.relocate(one, encoded.get(i), this::moved);
            }
          }
          appender.flush();
          done.run();
        });
  }

  private boolean moved(long queueId, long one, long from, long to, int sizeBytes) {
    moved.put(one, to);
    return true;
  }
}
