package io.motet.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.motet.storage.log.LogAppend.Appended;
import io.motet.storage.log.batch.BatchHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One log under producers with and without transactions, kills, losses of power and retention, all
 * decided by a seed; at last one bit flips. What was committed must be there, and nothing else than
 * what was appended.
 */
final class LogSimulation {
  private static final int STEPS = 400;
  private static final int PRODUCERS = 3;
  private static final long FIRST_PRODUCER = 100;

  /** A batch that was appended. */
  private record Batch(
      long base, int count, long producerId, boolean transactional, boolean end, boolean commit) {
    long next() {
      return base + count;
    }
  }

  private final Random random;
  private final LogBench bench;
  private final LogSettings settings;
  private final List<Batch> model = new ArrayList<>();
  private final List<LogBench.Seen> records = new ArrayList<>();
  private final int[] sequences = new int[PRODUCERS];
  private PartitionLog log;

  /** Everything before must survive a loss of power. */
  private long promised;

  private int crashes;

  LogSimulation(long seed) throws IOException {
    random = new Random(seed);
    bench = new LogBench(seed, LogBench.noFreeLimit(), 8 << 20);
    long flushMessages = random.nextBoolean() ? 1 : Long.MAX_VALUE;
    settings = LogBench.settings(600 + random.nextInt(3_000), false, flushMessages);
    reopen();
  }

  private void reopen() {
    log = bench.logs.log("sim-0", settings);
  }

  LogSimulation onDiskThatSkipsForces() {
    bench.disk.skipForces(true);
    return this;
  }

  int run() throws IOException {
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(20)) {
        case 0 -> kill();
        case 1 -> losePower();
        case 2 -> flush();
        case 3 -> deleteSome();
        case 4, 5 -> endTransaction();
        case 6 -> checkAll();
        case 7 -> restart();
        case 8 -> losePowerAmidWork();
        default -> append();
      }
      promised = Math.max(promised, forcesBeforeCommit() ? log.highWatermark() : 0);
      if (random.nextInt(3) == 0) {
        bench.runtime.pause();
      }
    }
    checkAll();
    flipABit();
    return crashes;
  }

  private boolean forcesBeforeCommit() {
    return settings.forcesBeforeCommit();
  }

  private void append() {
    int count = 1 + random.nextInt(4);
    int producer = random.nextInt(PRODUCERS + 1);
    Batches batch = Batches.batch();
    long base = log.endOffset();
    for (int i = 0; i < count; i++) {
      batch.record("key" + random.nextInt(9), value(base + i));
    }
    boolean known = producer < PRODUCERS;
    long id = FIRST_PRODUCER + producer;
    // The first producer only writes in transactions, the others never.
    boolean transactional = producer == 0;
    if (known) {
      batch.from(id, 0, sequences[producer]);
    }
    if (transactional) {
      batch.inTransaction();
    }
    Appended done = LogBench.append(log, batch);
    assertEquals(base, done.baseOffset());
    if (known) {
      assertTrue(LogBench.append(log, batch).duplicate());
      sequences[producer] += count;
    }
    model.add(new Batch(base, count, known ? id : -1, transactional, false, false));
    for (int i = 0; i < count; i++) {
      records.add(new LogBench.Seen(base + i, null, value(base + i), false));
    }
  }

  /** Another one when the offset is given again after a crash. */
  private String value(long offset) {
    return "value" + offset + "/" + crashes;
  }

  private void endTransaction() {
    boolean commit = random.nextBoolean();
    long base = log.endOffset();
    log.appendEndMarker(FIRST_PRODUCER, (short) 0, commit, 0);
    model.add(new Batch(base, 1, FIRST_PRODUCER, true, true, commit));
    records.add(new LogBench.Seen(base, null, null, true));
    // After a marker nothing has changed for sequence numbers.
  }

  /** A flipped bit is refused or cut off with what is behind it; it is never given to a reader. */
  private void flipABit() throws IOException {
    List<String> names =
        bench.disk.list().stream()
            .filter(name -> name.endsWith(".log") && bench.disk.contents(name).length > 0)
            .toList();
    if (names.isEmpty()) {
      return;
    }
    bench.disk.kill();
    bench.disk.list().stream()
        .filter(name -> !name.endsWith(".log"))
        .forEach(name -> bench.disk.truncate(name, 0));
    String damaged = names.get(random.nextInt(names.size()));
    bench.disk.flip(damaged, coveredByChecksum(damaged), random.nextInt(8));
    bench.start();
    reopen();
    List<LogBench.Seen> seen;
    try {
      bench.await(log.open());
      seen = LogBench.readAll(log, log.logStartOffset(), 1 << 20, LogIsolation.LOG_END);
    } catch (IOException | CompletionException e) {
      return;
    }
    Map<Long, LogBench.Seen> appended = new HashMap<>();
    records.forEach(record -> appended.put(record.offset(), record));
    for (LogBench.Seen one : seen) {
      LogBench.Seen was = appended.get(one.offset());
      assertNotNull(was, "offset " + one.offset() + " was never written");
      assertEquals(was.control(), one.control());
      if (!one.control()) {
        assertEquals(was.value(), one.value());
      }
    }
  }

  /** A byte of some batch that its checksum covers: base offset, length and epoch are not. */
  private int coveredByChecksum(String name) {
    ByteBuffer bytes = ByteBuffer.wrap(bench.disk.contents(name));
    int size = bytes.capacity();
    int wanted = random.nextInt(size);
    int at = 0;
    BatchHeader header = new BatchHeader().read(bytes, 0);
    while (at + header.sizeBytes() <= wanted) {
      at += (int) header.sizeBytes();
      header.read(bytes, at);
    }
    return Math.max(wanted, at + BatchHeader.ATTRIBUTES_AT);
  }

  private void flush() {
    bench.await(log.flush());
    promised = log.endOffset();
  }

  private void deleteSome() {
    long highWatermark = log.highWatermark();
    long start = log.logStartOffset();
    if (highWatermark > start) {
      long offset = start + random.nextInt((int) (highWatermark - start));
      assertEquals(Math.max(start, offset), bench.await(log.deleteBefore(offset)));
      promised = Math.max(promised, offset);
    }
  }

  private void kill() throws IOException {
    long end = log.endOffset();
    long start = log.logStartOffset();
    bench.killAndStart();
    crashes++;
    reopen();
    assertEquals(end, log.endOffset(), "killed, and lost something");
    assertEquals(start, log.logStartOffset());
    promised = forcesBeforeCommit() ? log.highWatermark() : promised;
    checkAll();
  }

  private void restart() throws IOException {
    long end = log.endOffset();
    bench.restart();
    reopen();
    assertEquals(end, log.endOffset());
    promised = end;
    checkAll();
  }

  /** Power goes between two operations of the disk, while appends and a force are under way. */
  private void losePowerAmidWork() throws IOException {
    long start = log.logStartOffset();
    bench.disk.losePowerAfter(random.nextInt(12));
    int batches = 1 + random.nextInt(4);
    boolean accepted = true;
    for (int i = 0; i < batches && accepted; i++) {
      long base = log.endOffset();
      Batches batch = Batches.batch().record("key" + random.nextInt(9), "value" + base);
      accepted = LogBench.tryAppend(log, batch) instanceof Appended;
      if (accepted) {
        model.add(new Batch(base, 1, -1, false, false, false));
        records.add(new LogBench.Seen(base, null, "value" + base, false));
      }
    }
    long end = log.endOffset();
    CompletableFuture<Void> flushed = log.flush();
    while (!flushed.isDone()) {
      bench.runtime.pause();
    }
    if (!flushed.isCompletedExceptionally()) {
      promised = end;
    }
    recoverFromLossOfPower(start);
  }

  private void losePower() throws IOException {
    recoverFromLossOfPower(log.logStartOffset());
  }

  private void recoverFromLossOfPower(long start) throws IOException {
    bench.disk.losePower(random.nextDouble());
    bench.start();
    crashes++;
    reopen();
    long end = log.endOffset();
    assertTrue(end >= promised, "ends at " + end + ", promised " + promised);
    assertTrue(log.logStartOffset() >= start || end == 0, "start went back");
    model.removeIf(batch -> batch.next() > end);
    records.removeIf(record -> record.offset() >= end);
    long modelEnd = model.isEmpty() ? 0 : model.get(model.size() - 1).next();
    assertEquals(modelEnd, end, "ends within a batch");
    restoreSequences();
    checkAll();
  }

  private void restoreSequences() {
    for (int i = 0; i < PRODUCERS; i++) {
      long id = FIRST_PRODUCER + i;
      sequences[i] =
          model.stream()
              .filter(batch -> batch.producerId() == id && !batch.end())
              .mapToInt(Batch::count)
              .sum();
    }
  }

  private void checkAll() throws IOException {
    long start = log.logStartOffset();
    List<LogBench.Seen> seen =
        LogBench.readAll(log, start, 1 + random.nextInt(3_000), LogIsolation.LOG_END);
    List<LogBench.Seen> expected =
        records.stream().filter(record -> record.offset() >= start).toList();
    assertEquals(expected.size(), seen.size());
    for (int i = 0; i < seen.size(); i++) {
      assertEquals(expected.get(i).offset(), seen.get(i).offset());
      assertEquals(expected.get(i).control(), seen.get(i).control());
      if (!seen.get(i).control()) {
        assertEquals(expected.get(i).value(), seen.get(i).value());
      }
    }
    checkTransactions(start);
  }

  private void checkTransactions(long start) throws IOException {
    long open = -1;
    List<Long> aborted = new ArrayList<>();
    for (Batch batch : model) {
      if (batch.transactional() && !batch.end() && open < 0) {
        open = batch.base();
      } else if (batch.end() && open >= 0) {
        if (!batch.commit() && batch.base() >= start) {
          aborted.add(open);
        }
        open = -1;
      }
    }
    if (!forcesBeforeCommit()) {
      assertEquals(open < 0 ? log.endOffset() : open, log.lastStableOffset());
      LogRead read = log.read(start, 1 << 22, true, LogIsolation.COMMITTED);
      LogRead.Found found = (LogRead.Found) read;
      found.region().release();
      List<Long> told = found.aborted().stream().map(one -> one.firstOffset()).sorted().toList();
      assertTrue(aborted.containsAll(told), told + " of " + aborted);
      long next = found.nextOffset();
      assertTrue(told.containsAll(aborted.stream().filter(first -> first < next).toList()));
    }
  }
}
