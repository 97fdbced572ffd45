package io.motet.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A compacted log under plain and transactional producers, compactions, kills and losses of power,
 * also in the midst of a compaction, all decided by a seed. The last committed value of each key
 * must be there, and nothing that was never appended.
 */
final class CompactionSimulation {
  private static final int STEPS = 150;
  private static final int KEYS = 12;
  private static final int NO_TRANSACTION = -1;

  /** A record that was appended, and the transaction that it is of. */
  private record Written(String key, String value, int transaction) {}

  private final Random random;
  private final LogBench bench;
  private final LogSettings settings;
  private final TreeMap<Long, Written> written = new TreeMap<>();

  /** The end of each transaction that has one, and whether it was committed. */
  private final Map<Integer, Long> ends = new HashMap<>();

  private final Map<Integer, Boolean> commits = new HashMap<>();
  private final Map<Integer, Long> producers = new HashMap<>();
  private PartitionLog log;
  private int transaction = NO_TRANSACTION;
  private int transactions;
  private long producerId = 100;
  private int sequence;

  /** Everything before must survive a loss of power. */
  private long promised;

  private int interruptions;

  CompactionSimulation(long seed) throws IOException {
    random = new Random(seed);
    bench = new LogBench(seed, LogBench.noFreeLimit(), 8 << 20);
    settings = LogBench.settings(600 + random.nextInt(2_000), true, Long.MAX_VALUE);
    reopen();
  }

  private void reopen() {
    log = bench.logs.log("sim-0", settings);
  }

  /** Returns how often a kill or a loss of power met a compaction. */
  int run() throws IOException {
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(24)) {
        case 0 -> kill();
        case 1 -> losePower();
        case 2, 3 -> interruptCompaction();
        case 4 -> compact();
        case 5 -> flush();
        case 6 -> waitForDays();
        case 7, 8, 9 -> endTransaction();
        default -> append();
      }
    }
    check();
    return interruptions;
  }

  private void append() {
    boolean transactional = random.nextInt(3) == 0;
    int count = 1 + random.nextInt(3);
    long base = log.endOffset();
    Batches batch = Batches.batch();
    if (transactional && transaction == NO_TRANSACTION) {
      transaction = transactions++;
      producers.put(transaction, producerId);
    }
    for (int i = 0; i < count; i++) {
      String key = "key" + random.nextInt(KEYS);
      String value = random.nextInt(6) == 0 ? null : "value" + (base + i);
      batch.record(key, value);
      written.put(base + i, new Written(key, value, transactional ? transaction : NO_TRANSACTION));
    }
    if (transactional) {
      batch.from(producerId, 0, sequence).inTransaction();
      sequence += count;
    }
    assertEquals(base, LogBench.append(log, batch).baseOffset());
  }

  private void endTransaction() {
    if (transaction != NO_TRANSACTION) {
      boolean commit = random.nextBoolean();
      ends.put(transaction, log.endOffset());
      commits.put(transaction, commit);
      log.appendEndMarker(producerId, (short) 0, commit, 0);
      transaction = NO_TRANSACTION;
    }
  }

  private void flush() {
    bench.await(log.flush());
    promised = log.endOffset();
  }

  private void compact() throws IOException {
    bench.await(bench.logs.upkeepNow());
    check();
  }

  /** Tombstones and silent producers become old enough to be forgotten. */
  private void waitForDays() {
    if (transaction == NO_TRANSACTION) {
      bench.runtime.advance(3 * LogBench.DAY_MILLIS * 1_000_000);
      producerId++;
      sequence = 0;
    }
  }

  private void interruptCompaction() throws IOException {
    interruptions++;
    bench.disk.losePowerAfter(random.nextInt(120));
    bench.await(bench.logs.upkeepNow());
    if (random.nextBoolean()) {
      kill();
    } else {
      losePower();
    }
  }

  private void kill() throws IOException {
    long end = log.endOffset();
    bench.killAndStart();
    reopen();
    assertEquals(end, log.endOffset(), "killed, and lost something");
    check();
  }

  private void losePower() throws IOException {
    bench.disk.losePower(random.nextDouble());
    bench.start();
    reopen();
    long end = log.endOffset();
    assertTrue(end >= promised, "ends at " + end + ", promised " + promised);
    forgetFrom(end);
    check();
  }

  /** What follows is as if it had never been. */
  private void forgetFrom(long end) {
    written.tailMap(end, true).clear();
    ends.values().removeIf(offset -> offset >= end);
    commits.keySet().retainAll(ends.keySet());
    // The first life of the producer is over: whatever it left open is aborted, as its successor's.
    transaction = NO_TRANSACTION;
    for (int open : openTransactions()) {
      ends.put(open, log.endOffset());
      commits.put(open, false);
      log.appendEndMarker(producers.get(open), (short) 0, false, 0);
    }
    producerId++;
    sequence = 0;
  }

  private List<Integer> openTransactions() {
    return written.values().stream()
        .map(Written::transaction)
        .filter(one -> one != NO_TRANSACTION && !ends.containsKey(one))
        .distinct()
        .toList();
  }

  private boolean isCommitted(Written record) {
    return record.transaction() == NO_TRANSACTION
        || commits.getOrDefault(record.transaction(), false);
  }

  private void check() throws IOException {
    Map<String, String> expected = new HashMap<>();
    written.values().stream().filter(this::isCommitted).forEach(r -> put(expected, r));
    Map<String, String> found = new HashMap<>();
    long last = -1;
    for (LogBench.Seen seen :
        LogBench.readAll(log, 0, 1 + random.nextInt(3_000), LogIsolation.LOG_END)) {
      assertTrue(seen.offset() > last, "offsets go back");
      last = seen.offset();
      if (!seen.control()) {
        Written record = written.get(seen.offset());
        assertEquals(record.key(), seen.key());
        assertEquals(record.value(), seen.value());
        if (isCommitted(record)) {
          put(found, record);
        }
      }
    }
    assertEquals(expected, found);
  }

  private static void put(Map<String, String> values, Written record) {
    if (record.value() == null) {
      values.remove(record.key());
    } else {
      values.put(record.key(), record.value());
    }
  }
}
