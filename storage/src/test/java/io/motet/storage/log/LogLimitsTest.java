package io.motet.storage.log;

import static io.motet.storage.log.LogBench.append;
import static io.motet.storage.log.LogBench.readAll;
import static io.motet.storage.log.LogBench.tryAppend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each limit of a log, and of all logs together, is crossed once. */
class LogLimitsTest {
  private static final int PLENTY = 1 << 20;

  private final LogBench bench;

  LogLimitsTest() throws IOException {
    bench = new LogBench();
  }

  /** Kafka's defaults but for these. */
  private static LogSettings settings(
      int segmentBytes, long flushMessages, long flushMillis, long retentionBytes) {
    LogSettings d = LogSettings.defaults();
    return new LogSettings(
        segmentBytes,
        d.segmentMillis(),
        d.indexIntervalBytes(),
        d.maxMessageBytes(),
        flushMessages,
        flushMillis,
        -1,
        retentionBytes,
        true,
        false,
        d.deleteRetentionMillis(),
        d.minCompactionLagMillis(),
        d.maxCompactionLagMillis(),
        d.minCleanableRatio(),
        false,
        d.timestampBeforeMaxMillis(),
        Long.MAX_VALUE / 2);
  }

  private static LogSettings unforced() {
    return settings(10 * 1024, Long.MAX_VALUE, Long.MAX_VALUE, -1);
  }

  @Test
  void theOldestSegmentsGoWhileTheRestIsLargeEnough() {
    LogSettings settings = settings(10 * 1024, Long.MAX_VALUE, Long.MAX_VALUE, 50_000);
    PartitionLog log = bench.logs.log("sized-0", settings);
    for (int i = 0; i < 3_000; i++) {
      append(log, Batches.of(1));
    }
    assertTrue(log.sizeBytes() > 150_000);
    bench.await(bench.logs.upkeepNow());
    assertTrue(log.sizeBytes() >= 50_000, "kept " + log.sizeBytes());
    assertTrue(log.sizeBytes() < 50_000 + 10 * 1024, "kept " + log.sizeBytes());
    assertEquals(3_000, log.endOffset());
    assertTrue(log.logStartOffset() > 0);
  }

  @Test
  void allLogsTogetherTakeNoMoreThanTheirLimit() throws IOException {
    PartitionLogSettings limited =
        new PartitionLogSettings(8, 30_000, 0, 300_000, 60_000, LogBench.DAY_MILLIS, false);
    LogBench small = new LogBench(1, limited, 64 << 20);
    PartitionLog one = small.logs.log("one-0", unforced());
    PartitionLog other = small.logs.log("other-0", unforced());
    while (tryAppend(one, Batches.of(5)) instanceof LogAppend.Appended
        && tryAppend(other, Batches.of(5)) instanceof LogAppend.Appended) {
      assertTrue(one.sizeBytes() + other.sizeBytes() <= 30_000);
    }
    assertTrue(one.sizeBytes() + other.sizeBytes() > 29_000);
    LogAppend.Refused refused =
        assertInstanceOf(LogAppend.Refused.class, tryAppend(other, Batches.of(5)));
    assertEquals(LogError.KAFKA_STORAGE_ERROR, refused.error());
    assertEquals(one.endOffset(), readAll(one, 0, PLENTY, LogIsolation.HIGH_WATERMARK).size());
    small.restart();
    one = small.logs.log("one-0", unforced());
    small.await(one.open());
    other = small.logs.log("other-0", unforced());
    small.await(other.open());
    assertInstanceOf(LogAppend.Refused.class, tryAppend(other, Batches.of(5)));
    small.await(one.deleteBefore(one.endOffset()));
    append(other, Batches.of(5));
  }

  @Test
  void theDiskIsAtMostSoManyRecordsBehind() throws IOException {
    PartitionLog log = bench.logs.log("n-0", settings(10_000, 10, Long.MAX_VALUE, -1));
    for (int i = 0; i < 35; i++) {
      append(log, Batches.of(1));
      bench.runtime.pause();
    }
    assertEquals(35, log.highWatermark());
    bench.disk.losePower(0);
    bench.start();
    log = bench.logs.log("n-0", settings(10_000, 10, Long.MAX_VALUE, -1));
    bench.await(log.open());
    assertTrue(log.endOffset() >= 25, "kept " + log.endOffset());
  }

  @Test
  void theDiskIsAtMostSoMuchTimeBehind() throws IOException {
    LogSettings settings = settings(10_000, Long.MAX_VALUE, 500, -1);
    PartitionLog log = bench.logs.log("t-0", settings);
    append(log, Batches.of(20));
    bench.runtime.advance(600_000_000L);
    for (int i = 0; i < 20; i++) {
      bench.runtime.pause();
    }
    bench.disk.losePower(0);
    bench.start();
    log = bench.logs.log("t-0", settings);
    bench.await(log.open());
    assertEquals(20, log.endOffset());
  }

  @Test
  void tenThousandLogsCostNothingUntilTheyAreUsed() throws IOException {
    LogSettings defaults = LogSettings.defaults();
    for (int i = 0; i < 10_000; i++) {
      bench.logs.log("idle-" + i, defaults);
    }
    bench.await(bench.logs.upkeepNow());
    assertEquals(0, bench.logs.openFiles());
    assertEquals(List.of(), bench.disk.list());
    append(bench.logs.log("used-0", defaults), Batches.of(1));
    bench.restart();
    PartitionLog used = bench.logs.log("used-0", defaults);
    assertEquals(0, bench.logs.openFiles());
    bench.await(used.open());
    assertEquals(1, used.endOffset());
  }

  @Test
  void whatLiesBesideTheRecordsIsAsLargeAsItsContent() throws IOException {
    LogSettings defaults = LogSettings.defaults();
    PartitionLog log = bench.logs.log("small-0", defaults);
    append(log, Batches.of(1));
    long records = log.sizeBytes();
    bench.restart();
    long all = 0;
    for (String name : bench.disk.list()) {
      all += bench.disk.contents(name).length;
    }
    assertTrue(all < records + 1_000, "files of " + all + " bytes for " + records);
  }
}
