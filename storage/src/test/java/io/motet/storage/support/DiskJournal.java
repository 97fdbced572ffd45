package io.motet.storage.support;

import io.motet.storage.file.FileJournal;
import io.motet.storage.journal.AppenderListener;
import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.ReadCallback;
import io.motet.storage.journal.StateSource;
import io.motet.storage.journal.Survivor;
import io.motet.storage.simulation.SimulatedDisk;
import io.motet.storage.simulation.SimulatedRuntime;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;

/** A journal on a simulated disk with one shard, all stepped by the test. */
public final class DiskJournal implements AppenderListener, Executor, StateSource {
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final RecoveredState recovered = new RecoveredState();
  private final SimulatedRuntime runtime = new SimulatedRuntime(new Random(1), this::runTasks);
  private final FileJournal journal;
  private final JournalAppender appender;
  private long durable;
  private boolean blocked;
  private Throwable failure;
  private StateSource state = this;

  public DiskJournal(SimulatedDisk disk, JournalSettings settings) throws IOException {
    journal = FileJournal.open(disk, runtime, settings, recovered);
    appender = journal.openAppender(0, this, this);
  }

  public static JournalSettings.Builder settings() {
    return JournalSettings.builder()
        .set("journal.lazy.write.ms", 200)
        .set("journal.segment.bytes", 65536)
        .set("journal.reserve.bytes", 131072)
        .set("journal.checkpoint.bytes", 1L << 40)
        .set("journal.disk.free.limit.bytes", 0);
  }

  public FileJournal journal() {
    return journal;
  }

  public JournalAppender appender() {
    return appender;
  }

  public RecoveredState recovered() {
    return recovered;
  }

  public SimulatedRuntime runtime() {
    return runtime;
  }

  public long durable() {
    return durable;
  }

  public boolean isBlocked() {
    return blocked;
  }

  public Throwable failure() {
    return failure;
  }

  /** Replaces what answers the journal's questions; before {@link #start}. */
  public DiskJournal state(StateSource newState) {
    state = newState;
    return this;
  }

  /** Retains all that was recovered and starts. */
  public DiskJournal start() {
    recovered
        .queues()
        .values()
        .forEach(
            queue ->
                queue.values().forEach(copy -> journal.retain(copy.position(), copy.sizeBytes())));
    journal.start(state);
    return this;
  }

  /** Publishes a text to one queue. */
  public TestMessage publish(long queueId, long sequence, String text) {
    TestMessage message = new TestMessage(text.getBytes(StandardCharsets.UTF_8));
    appender.beginMessage(message, 1);
    appender.copy(queueId, sequence, 0, 0);
    appender.endMessage();
    return message;
  }

  /** Makes all that was appended durable. */
  public void force() {
    appender.requireDurable();
    appender.flush();
    steps();
  }

  /** Lets everything run for a while. */
  public void steps() {
    for (int i = 0; i < 50; i++) {
      runtime.pause();
    }
  }

  private void runTasks() {
    for (int i = tasks.size(); i > 0; i--) {
      tasks.poll().run();
    }
  }

  /** Reads one message; throws what the journal answers when it fails. */
  public String read(long position, int sizeBytes) throws IOException {
    List<Object> answer = new ArrayList<>();
    journal.read(
        new long[] {position},
        new int[] {sizeBytes},
        1,
        this,
        new ReadCallback() {
          @Override
          public void message(int index, ByteBuf encoded) {
            answer.add(new String(ByteBufUtil.getBytes(encoded), StandardCharsets.UTF_8));
          }

          @Override
          public void failed(int index, IOException cause) {
            answer.add(cause);
          }

          @Override
          public void completed() {}
        });
    steps();
    if (answer.get(0) instanceof IOException e) {
      throw e;
    }
    return (String) answer.get(0);
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void durable(long index) {
    durable = index;
  }

  @Override
  public void failed(Throwable cause) {
    failure = cause;
  }

  @Override
  public void publishesBlocked(boolean nowBlocked) {
    blocked = nowBlocked;
  }

  /** By default there are no checkpoints, so that recovery replays everything. */
  @Override
  public void writeTo(CheckpointSink sink) {
    throw new IllegalStateException("no checkpoint in this test");
  }

  @Override
  public void relocate(List<Survivor> survivors, List<ByteBuf> encoded, Runnable done) {
    done.run();
  }
}
