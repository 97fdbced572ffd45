package io.motet.benchmarks.micro;

import io.motet.storage.file.FileJournal;
import io.motet.storage.journal.AppenderListener;
import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.RecoveryListener;
import io.motet.storage.journal.StateSource;
import io.motet.storage.journal.StoredMessage;
import io.motet.storage.journal.Survivor;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Appends 1 KiB messages and waits until a window of them is durable, as confirms do. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
public class JournalAppendBenchmark {
  private static final int SIZE_BYTES = 1024;

  @Param({"full", "none"})
  public String sync;

  private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(1024);
  private final byte[] body = new byte[SIZE_BYTES];
  private Path directory;
  private FileJournal journal;
  private JournalAppender appender;
  private long sequence;

  @Setup
  public void open() throws IOException {
    directory = Files.createTempDirectory("motet-append");
    JournalSettings settings = JournalSettings.builder().set("journal.sync", sync).build();
    journal = FileJournal.open(directory, settings, new NothingToRecover());
    appender = journal.openAppender(0, tasks::add, new Failing());
    journal.start(new NoState());
  }

  @TearDown
  public void close() throws IOException {
    journal.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  public long windowOf1() throws InterruptedException {
    return window(1);
  }

  @Benchmark
  @OperationsPerInvocation(128)
  public long windowOf128() throws InterruptedException {
    return window(128);
  }

  @Benchmark
  @OperationsPerInvocation(1024)
  public long windowOf1024() throws InterruptedException {
    return window(1024);
  }

  private long window(int messages) throws InterruptedException {
    long first = sequence + 1;
    long last = 0;
    for (int i = 0; i < messages; i++) {
      appender.beginMessage(new Bytes(body), 1);
      appender.copy(1, ++sequence, 0, 0);
      last = appender.endMessage();
    }
    appender.requireDurable();
    appender.flush();
    while (appender.durableIndex() < last) {
      tasks.take().run();
    }
    appender.settleRange(1, first, sequence);
    return last;
  }

  private static final class Bytes extends StoredMessage {
    private final byte[] body;

    Bytes(byte[] body) {
      this.body = body;
    }

    @Override
    public int encodedSizeBytes() {
      return body.length;
    }

    @Override
    public void encode(ByteBuf out) {
      out.writeBytes(body);
    }
  }

  private static final class Failing implements AppenderListener {
    @Override
    public void durable(long index) {}

    @Override
    public void failed(Throwable cause) {
      throw new IllegalStateException(cause);
    }

    @Override
    public void publishesBlocked(boolean blocked) {}
  }

  private static final class NoState implements StateSource {
    @Override
    public void writeTo(CheckpointSink sink) {}

    @Override
    public void relocate(List<Survivor> survivors, List<ByteBuf> encoded, Runnable done) {
      done.run();
    }
  }

  private static final class NothingToRecover implements RecoveryListener {
    @Override
    public void metadataPut(String key, byte[] value) {}

    @Override
    public void metadataDelete(String key) {}

    @Override
    public void message(
        long queueId,
        long sequence,
        long position,
        int sizeBytes,
        int attributes,
        long expiresAtMillis,
        int deliveryCount) {}

    @Override
    public void settled(long queueId, long firstSequence, long lastSequence) {}

    @Override
    public void delivered(long queueId, long firstSequence, long lastSequence, int deliveryCount) {}

    @Override
    public void horizon(long queueId, long sequence) {}

    @Override
    public void queueDropped(long queueId) {}
  }
}
