package io.motet.storage.log;

import static io.motet.storage.log.LogBench.append;
import static io.motet.storage.log.LogBench.readAll;
import static io.motet.storage.log.LogBench.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.motet.storage.log.segment.SegmentName;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogCompactionTest {
  private final LogBench bench;

  LogCompactionTest() throws IOException {
    bench = new LogBench();
  }

  private PartitionLog log() {
    return bench.logs.log("c-0", settings(2_000, true, Long.MAX_VALUE));
  }

  private static Map<String, String> latest(List<LogBench.Seen> seen) {
    Map<String, String> values = new HashMap<>();
    for (LogBench.Seen record : seen) {
      if (!record.control()) {
        values.put(record.key(), record.value());
      }
    }
    return values;
  }

  private List<LogBench.Seen> all(PartitionLog log) throws IOException {
    return readAll(log, 0, 500, LogIsolation.HIGH_WATERMARK);
  }

  @Test
  void onlyTheLastRecordOfAKeyStaysAndOffsetsStay() throws IOException {
    PartitionLog log = log();
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      append(
          log,
          Batches.batch()
              .record("key" + random.nextInt(10), "value" + i)
              .record("key" + random.nextInt(10), "other" + i));
    }
    List<LogBench.Seen> before = all(log);
    Map<String, String> values = latest(before);
    bench.await(bench.logs.upkeepNow());
    List<LogBench.Seen> after = all(log);
    assertEquals(values, latest(after));
    assertTrue(after.size() < before.size() / 4, after.size() + " stay");
    assertTrue(before.containsAll(after));
    assertEquals(600, log.endOffset());
    for (LogBench.Seen record : after) {
      assertEquals(record, readAll(log, record.offset(), 1, LogIsolation.HIGH_WATERMARK).get(0));
    }
    bench.killAndStart();
    assertEquals(after, all(log()));
    bench.restart();
    assertEquals(after, all(log()));
    assertEquals(600, append(log(), Batches.of(1)).baseOffset());
  }

  /** A log that was found by going over it, so that its state is older than its segments. */
  @Test
  void aKillInACompactionLosesNoKey() throws IOException {
    for (int operations = 0; operations < 150; operations++) {
      LogBench machine = new LogBench();
      PartitionLog log = machine.logs.log("c-0", settings(2_000, true, Long.MAX_VALUE));
      for (int i = 0; i < 200; i++) {
        append(log, Batches.batch().record("key" + i % 10, "value" + i));
      }
      Map<String, String> values = latest(all(log));
      machine.killAndStart();
      log = machine.logs.log("c-0", settings(2_000, true, Long.MAX_VALUE));
      assertEquals(values, latest(all(log)));
      machine.disk.losePowerAfter(operations);
      machine.await(machine.logs.upkeepNow());
      machine.killAndStart();
      log = machine.logs.log("c-0", settings(2_000, true, Long.MAX_VALUE));
      assertEquals(values, latest(all(log)), "killed after " + operations + " operations");
    }
  }

  @Test
  void aStateThatIsGoneLosesNoKey() throws IOException {
    PartitionLog log = log();
    for (int i = 0; i < 200; i++) {
      append(log, Batches.batch().record("key" + i % 10, "value" + i));
    }
    bench.await(bench.logs.upkeepNow());
    List<LogBench.Seen> before = all(log);
    bench.disk.kill();
    bench.disk.delete(log.id() + SegmentName.STATE);
    bench.start();
    assertEquals(before, all(log()));
    assertEquals(200, log().endOffset());
  }

  @Test
  void tombstonesGoAfterTheirTime() throws IOException {
    PartitionLog log = log();
    append(log, Batches.batch().record("gone", "value"));
    append(log, Batches.batch().record("gone", null));
    for (int i = 0; i < 60; i++) {
      append(log, Batches.batch().record("filler" + i % 3, "value" + i));
    }
    bench.await(bench.logs.upkeepNow());
    assertTrue(all(log).stream().anyMatch(record -> record.key().equals("gone")));
    bench.runtime.advance(2 * LogBench.DAY_MILLIS * 1_000_000);
    bench.await(bench.logs.upkeepNow());
    assertTrue(all(log).stream().noneMatch(record -> record.key().equals("gone")));
  }

  @Test
  void abortedRecordsGoAndDoNotShadowOthers() throws IOException {
    PartitionLog log = log();
    append(log, Batches.batch().record("a", "right"));
    append(log, Batches.batch().record("a", "wrong").from(9, 0, 0).inTransaction());
    log.appendEndMarker(9, (short) 0, false, 0);
    for (int i = 0; i < 60; i++) {
      append(log, Batches.batch().record("filler" + i % 3, "value" + i));
    }
    bench.await(bench.logs.upkeepNow());
    assertEquals("right", latest(all(log)).get("a"));
    assertEquals(1, all(log).stream().filter(record -> "a".equals(record.key())).count());
  }

  @Test
  void aRecordWithoutAKeyIsRefused() {
    PartitionLog log = log();
    LogAppend result = LogBench.tryAppend(log, Batches.batch().record(null, "value"));
    assertEquals(LogError.INVALID_RECORD, ((LogAppend.Refused) result).error());
  }

  private static LogSettings lags(long minMillis, long maxMillis, double ratio) {
    LogSettings d = settings(2_000, true, Long.MAX_VALUE);
    return new LogSettings(
        d.segmentBytes(),
        d.segmentMillis(),
        d.indexIntervalBytes(),
        d.maxMessageBytes(),
        d.flushMessages(),
        d.flushMillis(),
        d.retentionMillis(),
        d.retentionBytes(),
        false,
        true,
        d.deleteRetentionMillis(),
        minMillis,
        maxMillis,
        ratio,
        false,
        d.timestampBeforeMaxMillis(),
        d.timestampAfterMaxMillis());
  }

  @Test
  void youngRecordsAreLeftAlone() throws IOException {
    PartitionLog log = bench.logs.log("c-0", lags(3_600_000, Long.MAX_VALUE, 0.5));
    long now = bench.runtime.currentTimeMillis();
    for (int i = 0; i < 100; i++) {
      append(log, Batches.batch().record("key", "value" + i).at(now));
    }
    bench.await(bench.logs.upkeepNow());
    assertEquals(100, all(log).size());
    bench.runtime.advance(2 * 3_600_000 * 1_000_000L);
    bench.await(bench.logs.upkeepNow());
    assertTrue(all(log).size() < 50, all(log).size() + " stay");
  }

  @Test
  void oldRecordsAreCompactedHoweverFew() throws IOException {
    LogSettings settings = lags(0, 3_600_000, 1.0);
    PartitionLog log = bench.logs.log("c-0", settings);
    long now = bench.runtime.currentTimeMillis();
    for (int i = 0; i < 100; i++) {
      append(log, Batches.batch().record("key", "value" + i).at(now));
    }
    bench.await(bench.logs.upkeepNow());
    append(log, Batches.batch().record("key", "last").at(now));
    bench.runtime.advance(2 * 3_600_000 * 1_000_000L);
    bench.await(bench.logs.upkeepNow());
    assertEquals(List.of("last"), all(log).stream().map(LogBench.Seen::value).toList());
  }

  /** The power fails at every single step of a compaction: no key loses its last value. */
  @Test
  void aLossOfPowerAtAnyPointLosesNoLastValue() throws IOException {
    int operations = 0;
    boolean finished = false;
    while (!finished) {
      operations++;
      LogBench cut = new LogBench(operations, LogBench.noFreeLimit(), 64 << 20);
      LogSettings settings = settings(1_000, true, 1);
      PartitionLog log = cut.logs.log("c-0", settings);
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < 40; i++) {
        append(log, Batches.batch().record("key" + i % 7, "value" + i));
        values.put("key" + i % 7, "value" + i);
      }
      cut.await(log.flush());
      cut.disk.losePowerAfter(operations);
      finished = compacts(cut);
      cut.disk.losePower(0.5);
      cut.start();
      log = cut.logs.log("c-0", settings);
      cut.await(log.open());
      assertEquals(values, latest(readAll(log, 0, 500, LogIsolation.HIGH_WATERMARK)));
      assertEquals(40, append(log, Batches.of(1)).baseOffset());
    }
    assertTrue(operations > 20, operations + " operations");
  }

  /** Whether the compaction came to its end before the power failed. */
  private static boolean compacts(LogBench cut) throws IOException {
    cut.await(cut.logs.upkeepNow());
    try {
      cut.disk.freeBytes();
      cut.disk.forceDirectory();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
