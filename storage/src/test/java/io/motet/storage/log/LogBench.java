package io.motet.storage.log;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.motet.storage.log.LogAppend.Appended;
import io.motet.storage.log.batch.BatchHeader;
import io.motet.storage.log.batch.Decompressor;
import io.motet.storage.log.batch.RecordCursor;
import io.motet.storage.simulation.SimulatedDisk;
import io.motet.storage.simulation.SimulatedRuntime;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Logs on a simulated disk, stepped by hand. */
final class LogBench {
  static final long DAY_MILLIS = 86_400_000;

  final SimulatedDisk disk;
  SimulatedRuntime runtime;
  PartitionLogs logs;
  private final Random random;
  private final PartitionLogSettings settings;
  private int epoch;

  /** A record as a reader sees it. */
  record Seen(long offset, String key, String value, boolean control) {}

  LogBench(long seed, PartitionLogSettings settings, long capacityBytes) throws IOException {
    this.random = new Random(seed);
    this.settings = settings;
    this.disk = new SimulatedDisk(random, capacityBytes);
    start();
  }

  LogBench() throws IOException {
    this(1, noFreeLimit(), 64 << 20);
  }

  static PartitionLogSettings noFreeLimit() {
    return new PartitionLogSettings(8, 0, 0, 300_000, 60_000, DAY_MILLIS, false);
  }

  void start() throws IOException {
    runtime = new SimulatedRuntime(random, () -> {});
    logs = PartitionLogs.open(disk, runtime, settings, Decompressor.NONE, epoch++);
  }

  void restart() throws IOException {
    logs.close();
    start();
  }

  void killAndStart() throws IOException {
    disk.kill();
    start();
  }

  <T> T await(CompletableFuture<T> future) {
    while (!future.isDone()) {
      runtime.pause();
    }
    return future.join();
  }

  static LogSettings settings(int segmentBytes, boolean compacts, long flushMessages) {
    LogSettings d = LogSettings.defaults();
    return new LogSettings(
        segmentBytes,
        d.segmentMillis(),
        256,
        Math.min(segmentBytes, d.maxMessageBytes()),
        flushMessages,
        d.flushMillis(),
        d.retentionMillis(),
        d.retentionBytes(),
        !compacts,
        compacts,
        d.deleteRetentionMillis(),
        0,
        Long.MAX_VALUE,
        0.5,
        false,
        Long.MAX_VALUE,
        Long.MAX_VALUE / 2);
  }

  static Appended append(PartitionLog log, Batches batch) {
    ByteBuf bytes = batch.build();
    try {
      return assertInstanceOf(Appended.class, log.append(bytes, true));
    } finally {
      bytes.release();
    }
  }

  static LogAppend tryAppend(PartitionLog log, Batches batch) {
    ByteBuf bytes = batch.build();
    try {
      return log.append(bytes, true);
    } finally {
      bytes.release();
    }
  }

  /** Reads from an offset to the end, in pieces. */
  static List<Seen> readAll(PartitionLog log, long from, int maxBytes, LogIsolation isolation)
      throws IOException {
    List<Seen> seen = new ArrayList<>();
    long offset = from;
    while (true) {
      LogRead.Found found =
          assertInstanceOf(LogRead.Found.class, log.read(offset, maxBytes, true, isolation));
      ByteBuffer bytes = ByteBuffer.allocate(found.region().sizeBytes());
      found.region().read(bytes, 0);
      found.region().release();
      if (bytes.position() == 0) {
        return seen;
      }
      bytes.flip();
      long next = parse(bytes, offset, seen);
      offset = Math.max(next, found.nextOffset());
    }
  }

  private static long parse(ByteBuffer bytes, long from, List<Seen> seen) {
    long next = from;
    int at = 0;
    while (at < bytes.limit()) {
      BatchHeader header = new BatchHeader().read(bytes, at);
      int size = (int) header.sizeBytes();
      RecordCursor cursor =
          new RecordCursor(bytes.duplicate().limit(at + size).position(at + BatchHeader.BYTES));
      while (cursor.next()) {
        long offset = header.baseOffset() + cursor.offsetDelta();
        if (offset >= from) {
          seen.add(
              new Seen(
                  offset,
                  text(bytes, cursor.keyAt(), cursor.keyBytes()),
                  text(bytes, cursor.valueAt(), cursor.valueBytes()),
                  header.isControl()));
        }
      }
      next = header.nextOffset();
      at += size;
    }
    return next;
  }

  private static String text(ByteBuffer bytes, int at, int length) {
    if (length < 0) {
      return null;
    }
    byte[] text = new byte[length];
    bytes.get(at, text);
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
