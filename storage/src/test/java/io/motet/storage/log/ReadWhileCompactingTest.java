package io.motet.storage.log;

import static io.motet.storage.log.LogBench.append;
import static io.motet.storage.log.LogBench.readAll;
import static io.motet.storage.log.LogBench.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.motet.storage.disk.FileDisk;
import io.motet.storage.log.batch.Decompressor;
import io.motet.storage.runtime.SystemRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers on threads of their own, while segments are replaced under them. */
class ReadWhileCompactingTest {
  private static final int KEYS = 20;
  private static final int ROUNDS = 60;
  private static final int READERS = 2;

  @TempDir private Path directory;

  private final Map<String, Integer> written = new ConcurrentHashMap<>();
  private final AtomicBoolean over = new AtomicBoolean();

  /** Every key's last record must be read that was there before reading began. */
  private void readOnAndOn(PartitionLog log) {
    while (!over.get()) {
      Map<String, Integer> before = Map.copyOf(written);
      Map<String, Integer> read = new HashMap<>();
      List<LogBench.Seen> all;
      try {
        all = readAll(log, 0, 700, LogIsolation.LOG_END);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      long previous = -1;
      for (LogBench.Seen record : all) {
        assertTrue(record.offset() > previous, "order");
        previous = record.offset();
        read.put(record.key(), Integer.valueOf(record.value()));
      }
      before.forEach(
          (key, number) ->
              assertTrue(
                  read.getOrDefault(key, -1) >= number,
                  key + " is " + read.get(key) + ", and was " + number));
    }
  }

  @Test
  void everyLastRecordIsRead() throws Exception {
    PartitionLogs logs =
        PartitionLogs.open(
            new FileDisk(directory),
            new SystemRuntime(),
            LogBench.noFreeLimit(),
            Decompressor.NONE,
            0);
    PartitionLog log = logs.log("c-0", settings(2_000, true, Long.MAX_VALUE));
    CompletableFuture<?>[] readers = new CompletableFuture<?>[READERS];
    for (int i = 0; i < READERS; i++) {
      readers[i] = CompletableFuture.runAsync(() -> readOnAndOn(log));
    }
    int number = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < 3 * KEYS; i++) {
        String key = "key" + number % KEYS;
        append(log, Batches.batch().record(key, Integer.toString(number)));
        written.put(key, number++);
      }
      logs.upkeepNow().join();
    }
    over.set(true);
    CompletableFuture.allOf(readers).join();
    assertEquals(number, log.endOffset());
    logs.close();
  }
}
