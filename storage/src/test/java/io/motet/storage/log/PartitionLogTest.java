package io.motet.storage.log;

import static io.motet.storage.log.LogBench.append;
import static io.motet.storage.log.LogBench.readAll;
import static io.motet.storage.log.LogBench.settings;
import static io.motet.storage.log.LogBench.tryAppend;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.motet.storage.log.LogAppend.Appended;
import io.motet.storage.log.LogAppend.Refused;
import io.motet.storage.log.batch.BatchHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionLogTest {
  private static final int PLENTY = 1 << 20;

  private final LogBench bench;

  PartitionLogTest() throws IOException {
    bench = new LogBench();
  }

  private PartitionLog log(int segmentBytes) {
    return bench.logs.log("t-0", settings(segmentBytes, false, Long.MAX_VALUE));
  }

  @Test
  void batchesAreKeptAsSentButForOffsetAndEpoch() throws IOException {
    PartitionLog log = log(10_000);
    append(log, Batches.of(3));
    ByteBuf sent = Batches.of(2).build();
    byte[] expected = ByteBufUtil.getBytes(sent);
    ByteBuffer.wrap(expected).putLong(BatchHeader.BASE_OFFSET_AT, 3);
    ByteBuffer.wrap(expected).putInt(BatchHeader.LEADER_EPOCH_AT, log.leaderEpoch());
    log.append(sent, true);
    LogRead.Found found = (LogRead.Found) log.read(3, PLENTY, true, LogIsolation.HIGH_WATERMARK);
    ByteBuffer stored = ByteBuffer.allocate(found.region().sizeBytes());
    found.region().read(stored, 0);
    found.region().release();
    assertArrayEquals(expected, stored.array());
    assertEquals(5, found.highWatermark());
  }

  @Test
  void readsGoOverManySegmentsFromAnyOffset() throws IOException {
    PartitionLog log = log(10 * 1024);
    for (int i = 0; i < 2_000; i++) {
      append(log, Batches.of(1 + i % 3));
    }
    assertTrue(log.segmentCount() > 10);
    long end = log.endOffset();
    for (long from : new long[] {0, 1, 777, end - 1, end}) {
      for (int maxBytes : new int[] {1, 500, PLENTY}) {
        List<LogBench.Seen> seen = readAll(log, from, maxBytes, LogIsolation.HIGH_WATERMARK);
        assertEquals(end - from, seen.size());
        for (int i = 0; i < seen.size(); i++) {
          assertEquals(from + i, seen.get(i).offset());
        }
      }
    }
  }

  @Test
  void offsetsOutsideTheLogAreRefused() throws IOException {
    PartitionLog log = log(10_000);
    append(log, Batches.of(3));
    assertInstanceOf(
        LogRead.OutOfRange.class, log.read(4, PLENTY, true, LogIsolation.HIGH_WATERMARK));
    bench.await(log.deleteBefore(2));
    assertInstanceOf(
        LogRead.OutOfRange.class, log.read(1, PLENTY, true, LogIsolation.HIGH_WATERMARK));
    assertEquals(1, readAll(log, 2, PLENTY, LogIsolation.HIGH_WATERMARK).size());
  }

  @Test
  void aFlippedBitIsRefused() {
    PartitionLog log = log(10_000);
    ByteBuf batch = Batches.of(3).build();
    batch.setByte(70, batch.getByte(70) ^ 1);
    assertEquals(LogError.CORRUPT_MESSAGE, refusal(log.append(batch, true)));
    assertEquals(0, log.endOffset());
  }

  @Test
  void aLyingCountIsRefused() {
    PartitionLog log = log(10_000);
    ByteBuf batch = Batches.of(3).build();
    batch.setInt(BatchHeader.COUNT_AT, 4);
    batch.setInt(BatchHeader.LAST_OFFSET_DELTA_AT, 3);
    ByteBuffer bytes = batch.nioBuffer();
    batch.setInt(
        BatchHeader.CRC_AT,
        io.motet.storage.log.batch.BatchChecksum.of(bytes, 0, bytes.remaining()));
    assertEquals(LogError.INVALID_RECORD, refusal(log.append(batch, true)));
  }

  @Test
  void aBatchOverTheLimitIsRefused() {
    PartitionLog log = log(1_000);
    assertEquals(LogError.MESSAGE_TOO_LARGE, refusal(tryAppend(log, Batches.of(100))));
  }

  private static LogError refusal(LogAppend result) {
    return assertInstanceOf(Refused.class, result).error();
  }

  @Test
  void aRepeatedBatchIsKnownAndAGapIsRefused() throws IOException {
    PartitionLog log = log(10_000);
    for (int i = 0; i < 6; i++) {
      append(log, Batches.of(2).from(7, 0, i * 2));
    }
    Appended again = append(log, Batches.of(2).from(7, 0, 4));
    assertTrue(again.duplicate());
    assertEquals(4, again.baseOffset());
    // Only five batches are remembered.
    assertEquals(
        LogError.OUT_OF_ORDER_SEQUENCE_NUMBER,
        refusal(tryAppend(log, Batches.of(2).from(7, 0, 0))));
    assertEquals(
        LogError.OUT_OF_ORDER_SEQUENCE_NUMBER,
        refusal(tryAppend(log, Batches.of(2).from(7, 0, 14))));
    append(log, Batches.of(1).from(7, 1, 0));
    assertEquals(
        LogError.INVALID_PRODUCER_EPOCH, refusal(tryAppend(log, Batches.of(1).from(7, 0, 12))));
    bench.restart();
    log = log(10_000);
    assertTrue(append(log, Batches.of(1).from(7, 1, 0)).duplicate());
    append(log, Batches.of(1).from(7, 1, 1));
  }

  @Test
  void committedReadersStopAtTheFirstOpenTransaction() throws IOException {
    PartitionLog log = log(10_000);
    append(log, Batches.of(2));
    append(log, Batches.of(2).from(1, 0, 0).inTransaction());
    append(log, Batches.of(2).from(2, 0, 0).inTransaction());
    assertEquals(2, log.lastStableOffset());
    assertEquals(6, log.highWatermark());
    assertTrue(log.hasOpenTransaction(1));
    log.appendEndMarker(2, (short) 0, false, 0);
    assertEquals(2, log.lastStableOffset());
    log.appendEndMarker(1, (short) 0, true, 0);
    assertEquals(8, log.lastStableOffset());
    LogRead.Found found = (LogRead.Found) log.read(0, PLENTY, true, LogIsolation.COMMITTED);
    found.region().release();
    assertEquals(1, found.aborted().size());
    assertEquals(2, found.aborted().get(0).producerId());
    assertEquals(4, found.aborted().get(0).firstOffset());
    bench.killAndStart();
    log = log(10_000);
    assertEquals(8, log.lastStableOffset());
    found = (LogRead.Found) log.read(0, PLENTY, true, LogIsolation.COMMITTED);
    found.region().release();
    assertEquals(1, found.aborted().size());
  }

  @Test
  void aZombieCoordinatorIsFenced() {
    PartitionLog log = log(10_000);
    append(log, Batches.of(2).from(1, 3, 0).inTransaction());
    log.appendEndMarker(1, (short) 3, true, 5);
    assertEquals(
        LogError.TRANSACTION_COORDINATOR_FENCED,
        refusal(log.appendEndMarker(1, (short) 3, true, 4)));
    assertEquals(
        LogError.INVALID_PRODUCER_EPOCH, refusal(log.appendEndMarker(1, (short) 2, true, 5)));
  }

  @Test
  void nothingIsReadAtStartAndAllIsFoundWhenNeeded() throws IOException {
    PartitionLog log = log(2_000);
    for (int i = 0; i < 100; i++) {
      append(log, Batches.of(2));
    }
    bench.restart();
    log = log(2_000);
    assertFalse(log.isOpen());
    assertEquals(0, bench.logs.openFiles());
    bench.await(log.open());
    assertEquals(200, log.endOffset());
    assertEquals(200, readAll(log, 0, 700, LogIsolation.HIGH_WATERMARK).size());
    append(log, Batches.of(2));
    assertEquals(202, readAll(log, 0, 700, LogIsolation.HIGH_WATERMARK).size());
  }

  @Test
  void onlySoManyFilesStayOpen() {
    List<PartitionLog> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(bench.logs.log("many-" + i, LogSettings.defaults()));
    }
    for (int round = 0; round < 3; round++) {
      all.forEach(log -> append(log, Batches.of(1)));
    }
    all.forEach(log -> assertEquals(3, log.endOffset()));
    assertTrue(bench.logs.openFiles() <= 8, "open: " + bench.logs.openFiles());
  }

  @Test
  void oldSegmentsGoByAgeAlsoTheLast() throws IOException {
    PartitionLog log = log(1_000);
    long now = bench.runtime.currentTimeMillis();
    for (int i = 0; i < 50; i++) {
      append(log, Batches.of(2).at(now));
    }
    bench.await(bench.logs.upkeepNow());
    assertEquals(0, log.logStartOffset());
    bench.runtime.advance(8 * LogBench.DAY_MILLIS * 1_000_000);
    bench.await(bench.logs.upkeepNow());
    assertEquals(100, log.logStartOffset());
    assertEquals(0, log.sizeBytes());
    bench.killAndStart();
    log = log(1_000);
    assertEquals(100, log.logStartOffset());
    assertEquals(100, append(log, Batches.of(1)).baseOffset());
  }

  @Test
  void aWaitForTheDiskEndsWhenItIsForced() {
    PartitionLog log = bench.logs.log("forced-0", settings(10_000, false, 1));
    Appended appended = append(log, Batches.of(2));
    assertEquals(0, log.highWatermark());
    List<Object> told = new ArrayList<>();
    log.whenCommitted(2, Runnable::run, failure -> told.add(String.valueOf(failure)));
    assertEquals(1, appended.lastOffset());
    assertTrue(told.isEmpty());
    while (told.isEmpty()) {
      bench.runtime.pause();
    }
    assertEquals(List.of("null"), told);
    assertEquals(2, log.highWatermark());
  }

  @Test
  void aFullDiskRefusesAndLaterTakesAgain() throws IOException {
    PartitionLogSettings keepsSomeFree =
        new PartitionLogSettings(8, 0, 6_000, 300_000, 60_000, LogBench.DAY_MILLIS, false);
    LogBench small = new LogBench(1, keepsSomeFree, 40_000);
    PartitionLog log = small.logs.log("t-0", settings(2_000, false, Long.MAX_VALUE));
    LogAppend last;
    do {
      last = tryAppend(log, Batches.of(5));
      small.runtime.pause();
    } while (last instanceof Appended);
    assertEquals(LogError.KAFKA_STORAGE_ERROR, refusal(last));
    long end = log.endOffset();
    assertEquals(end, readAll(log, 0, PLENTY, LogIsolation.HIGH_WATERMARK).size());
    small.await(log.deleteBefore(end / 2));
    small.runtime.pause();
    assertEquals(end, append(log, Batches.of(5)).baseOffset());
  }

  @Test
  void recordsAreFoundByTime() {
    PartitionLog log = log(1_000);
    for (int i = 0; i < 200; i++) {
      append(log, Batches.of(2).at(1_000_000 + i * 10));
    }
    assertEquals(0, bench.await(log.offsetForTimestamp(0)).offset());
    assertEquals(200, bench.await(log.offsetForTimestamp(1_001_000)).offset());
    assertEquals(201, bench.await(log.offsetForTimestamp(1_001_001)).offset());
    assertEquals(202, bench.await(log.offsetForTimestamp(1_001_002)).offset());
    assertEquals(-1, bench.await(log.offsetForTimestamp(2_000_000)).offset());
    assertEquals(399, bench.await(log.offsetOfMaxTimestamp()).offset());
  }

  @Test
  void aFlippedBitInWhatWasForcedKeepsTheLogClosed() throws IOException {
    PartitionLog log = log(100_000);
    for (int i = 0; i < 20; i++) {
      append(log, Batches.of(2));
    }
    bench.await(log.flush());
    append(log, Batches.of(2));
    bench.disk.flip("t-0-00000000000000000000.log", 300, 3);
    bench.disk.kill();
    bench.start();
    PartitionLog again = log(100_000);
    assertThrows(IOException.class, () -> again.read(0, 1, true, LogIsolation.HIGH_WATERMARK));
    bench.await(bench.logs.delete(again));
    assertEquals(List.of(), bench.disk.list());
  }

  @Test
  void aDeletedLogTakesNothingAndItsFilesGo() throws IOException {
    PartitionLog log = log(1_000);
    append(log, Batches.of(5));
    bench.await(bench.logs.delete(log));
    assertEquals(LogError.UNKNOWN_TOPIC_OR_PARTITION, refusal(tryAppend(log, Batches.of(1))));
    assertEquals(List.of(), bench.disk.list());
  }
}
