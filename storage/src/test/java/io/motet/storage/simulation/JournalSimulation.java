package io.motet.storage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.storage.file.FileJournal;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.ReadCallback;
import io.motet.storage.journal.StateSource;
import io.motet.storage.journal.Survivor;
import io.motet.storage.support.RecoveredState;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lives of a journal on one simulated disk: random work on some shards, then a crash or a close,
 * then recovery, compared with what the model says must be found.
 */
final class JournalSimulation {
  private static final int LIVES = 4;
  private static final int MOST_STEPS = 1_200;
  private static final int PATIENCE = 20_000;
  private static final long DISK_BYTES = 256L << 20;
  private static final long MOST_STEP_NANOS = 50_000_000;
  private static final long MOST_PAUSE_NANOS = 100_000_000_000L;

  private final Coverage coverage;
  private final Random random;
  private final SimulatedDisk disk;
  private final boolean fullSync;
  private final boolean smallDisk;
  private final boolean large;
  private final int shardCount;
  private List<SimulatedShard> shards = new ArrayList<>();
  private SimulatedRuntime runtime;
  private FileJournal journal;
  private long openTransaction;
  private long lastTransaction;
  private int lastMessage;
  private int readsOpen;
  private boolean readsMayFail;
  private boolean working;

  JournalSimulation(long seed, Coverage coverage) {
    this.coverage = coverage;
    random = new Random(seed);
    disk = new SimulatedDisk(random, DISK_BYTES);
    fullSync = random.nextInt(6) != 0;
    smallDisk = random.nextInt(4) == 0;
    large = smallDisk || random.nextInt(4) == 0;
    shardCount = 1 + random.nextInt(3);
  }

  SimulatedDisk disk() {
    return disk;
  }

  /** Runs all lives; an AssertionError says what went wrong. */
  void run() throws IOException {
    for (int i = 0; i < LIVES; i++) {
      begin();
      work(random.nextInt(MOST_STEPS));
      end();
    }
    begin();
    checkSpaceIsGivenBack();
    journal.close();
  }

  private JournalSettings settings() {
    JournalSettings.Builder settings =
        JournalSettings.builder()
            .set("journal.sync", fullSync ? "full" : "none")
            .set("journal.segment.bytes", 64 << 10)
            .set("journal.chunk.bytes", 4096L << random.nextInt(4))
            .set("journal.batch.bytes", 16384L << random.nextInt(3))
            .set("journal.checkpoint.bytes", 65536L << random.nextInt(3))
            .set("journal.reserve.bytes", 256 << 10)
            .set("journal.disk.free.limit.bytes", 0)
            .set("journal.read.ahead.bytes", 4096L << random.nextInt(4));
    if (smallDisk) {
      settings.set("journal.max.bytes", 768 << 10);
    }
    return settings.build();
  }

  private void begin() throws IOException {
    RecoveredState recovered = new RecoveredState();
    runtime = new SimulatedRuntime(random, () -> shards.forEach(SimulatedShard::runAll));
    journal = FileJournal.open(disk, runtime, settings(), recovered);
    coverage.dropped += journal.recovered().droppedBytes() > 0 ? 1 : 0;
    List<ModelState> states = compare(recovered);
    shards = new ArrayList<>();
    for (int i = 0; i < shardCount; i++) {
      SimulatedShard shard = new SimulatedShard(i, shardCount, random, large, states.get(i));
      shard.open(journal, recovered);
      shards.add(shard);
    }
    openTransaction = 0;
    readsOpen = 0;
    readsMayFail = false;
    journal.start(new State());
    checkAllReadable();
  }

  /** A transaction in doubt counts on all shards or on none. */
  private List<ModelState> compare(RecoveredState recovered) {
    if (shards.isEmpty()) {
      List<ModelState> empty = new ArrayList<>();
      for (int i = 0; i < shardCount; i++) {
        empty.add(new ModelState());
      }
      return empty;
    }
    shards.forEach(shard -> shard.settleLog(openTransaction));
    boolean mustCount = isTransactionDurable();
    for (boolean transaction : new boolean[] {true, false}) {
      List<ModelState> found = new ArrayList<>();
      for (SimulatedShard shard : shards) {
        ModelState state = shard.findRecovered(recovered, transaction);
        if (state != null) {
          found.add(state);
        }
      }
      if (found.size() == shardCount && (transaction || !mustCount)) {
        return found;
      }
    }
    StringBuilder text = new StringBuilder("recovery found what the model cannot explain:\n");
    text.append(recovered.queues()).append(recovered.metadata().keySet()).append('\n');
    shards.forEach(shard -> text.append(shard.describe()).append('\n'));
    throw new AssertionError(text.toString());
  }

  private boolean isTransactionDurable() {
    return openTransaction != 0
        && shards.stream().allMatch(shard -> shard.isDurable(openTransaction));
  }

  // ---- work ----

  private void work(int steps) {
    working = true;
    for (int i = 0; i < steps && !failed(); i++) {
      step(true);
      if (random.nextInt(700) == 0) {
        breakSomething();
      }
    }
    working = false;
  }

  private boolean failed() {
    return shards.stream().anyMatch(SimulatedShard::isFailed);
  }

  private void step(boolean withUpkeep) {
    int dice = random.nextInt(100);
    SimulatedShard shard = shards.get(random.nextInt(shardCount));
    if (dice < 40) {
      shard.randomOperation(++lastMessage);
    } else if (dice < 60) {
      shard.runTask();
    } else if (dice < 65) {
      shard.flush();
    } else if (dice < 90) {
      if (withUpkeep) {
        runtime.step();
      }
    } else if (dice < 95) {
      runtime.advance(
          random.nextLong(random.nextInt(50) == 0 ? MOST_PAUSE_NANOS : MOST_STEP_NANOS));
    } else if (dice < 97) {
      transaction();
    } else {
      readSome();
    }
    if (openTransaction != 0 && isTransactionDurable()) {
      openTransaction = 0;
    }
    shards.forEach(one -> one.settleLog(openTransaction));
  }

  private void transaction() {
    if (openTransaction != 0 || shardCount == 1) {
      return;
    }
    openTransaction = ++lastTransaction;
    for (int part = 0; part < 2; part++) {
      shards.get(part).part(openTransaction, part, 2, ++lastMessage);
      if (random.nextBoolean()) {
        shards.get(part).flush();
      }
    }
  }

  private void breakSomething() {
    int dice = random.nextInt(12);
    if (dice > 8) {
      disk.full(dice > 9);
      coverage.fullDisks++;
    } else if (dice == 0) {
      disk.failForces(0.5);
    } else if (dice == 1) {
      disk.failWrites(0.3);
    } else if (dice < 4) {
      readsMayFail = true;
      disk.failReads(0.2);
    } else {
      disk.failReads(0);
    }
  }

  private void readSome() {
    List<long[]> wanted = new ArrayList<>();
    SimulatedShard shard = shards.get(random.nextInt(shardCount));
    shard.forEachStored(
        (position, messageId, sizeBytes) -> {
          if (random.nextInt(4) == 0) {
            wanted.add(new long[] {position, messageId, sizeBytes});
          }
        });
    read(shard, wanted);
  }

  private void read(SimulatedShard shard, List<long[]> wanted) {
    long[] positions = wanted.stream().mapToLong(one -> one[0]).toArray();
    int[] sizes = wanted.stream().mapToInt(one -> (int) one[2]).toArray();
    readsOpen++;
    journal.read(
        positions,
        sizes,
        positions.length,
        shard,
        new ReadCallback() {
          @Override
          public void message(int index, ByteBuf encoded) {
            byte[] expected =
                SimulatedShard.bytes((int) wanted.get(index)[1], (int) wanted.get(index)[2]);
            assertThat(ByteBufUtil.getBytes(encoded)).isEqualTo(expected);
          }

          @Override
          public void failed(int index, IOException cause) {
            // Settled since it was asked for, so that its segment may have been reused.
            boolean gone = !isStored(shard, wanted.get(index)[0]);
            assertThat(readsMayFail || gone).as(cause.toString()).isTrue();
          }

          @Override
          public void completed() {
            readsOpen--;
          }
        });
  }

  private static boolean isStored(SimulatedShard shard, long position) {
    boolean[] found = {false};
    shard.forEachStored((one, messageId, sizeBytes) -> found[0] |= one == position);
    return found[0];
  }

  private void checkAllReadable() {
    for (SimulatedShard shard : shards) {
      List<long[]> all = new ArrayList<>();
      shard.forEachStored(
          (position, messageId, sizeBytes) -> all.add(new long[] {position, messageId, sizeBytes}));
      read(shard, all);
    }
    settleDown(() -> readsOpen == 0, "reads are answered");
  }

  // ---- ends ----

  private void end() {
    coverage.add(journal.statistics());
    coverage.failures += failed() ? 1 : 0;
    coverage.blocked += shards.stream().anyMatch(SimulatedShard::isBlocked) ? 1 : 0;
    int dice = random.nextInt(10);
    if (dice < 5 && !failed()) {
      readsMayFail = true;
      disk.losePowerAfter(random.nextInt(30));
      work(300);
    }
    if (failed() || dice < 5) {
      abandon();
      disk.losePower(fullSync ? random.nextInt(3) / 2.0 : 1);
    } else if (dice < 7) {
      abandon();
      disk.kill();
    } else {
      if (dice == 7) {
        checkAccounts();
      }
      journal.close();
      disk.kill();
    }
  }

  /** Frees the dead process's memory, without any effect on the disk. */
  private void abandon() {
    readsMayFail = true;
    disk.losePowerAfter(0);
    journal.close();
    shards.forEach(SimulatedShard::runAll);
  }

  /** With everything durable, the journal's idea of what is alive is the shards'. */
  private void checkAccounts() {
    disk.failForces(0);
    disk.failWrites(0);
    disk.failReads(0);
    disk.full(false);
    shards.forEach(SimulatedShard::runAll);
    settleDown(
        () -> {
          shards.forEach(SimulatedShard::forceAll);
          long expected = shards.stream().mapToLong(SimulatedShard::liveBytes).sum();
          return failed() || journal.statistics().liveBytes() == expected;
        },
        "the journal counts what is alive");
  }

  private void checkSpaceIsGivenBack() {
    shards.forEach(SimulatedShard::settleEverything);
    settleDown(
        () -> shards.stream().allMatch(SimulatedShard::isAllDurable), "settlements are durable");
    journal.checkpoint();
    settleDown(
        () -> journal.statistics().segments() <= 2 && journal.statistics().liveBytes() == 0,
        "space is given back");
    settleDown(() -> shards.stream().noneMatch(SimulatedShard::isBlocked), "publishers may go on");
  }

  private interface Condition {
    boolean holds();
  }

  private void settleDown(Condition condition, String what) {
    for (int i = 0; i < PATIENCE; i++) {
      if (condition.holds()) {
        return;
      }
      runtime.pause();
    }
    throw new AssertionError("it never happens that " + what + ": " + journal.statistics());
  }

  private final class State implements StateSource {
    @Override
    public void writeTo(CheckpointSink sink) {
      for (SimulatedShard shard : shards) {
        shard.runAll();
        shard.writeTo(sink);
        for (int i = working ? random.nextInt(6) : 0; i > 0; i--) {
          step(false);
        }
      }
    }

    @Override
    public void relocate(List<Survivor> survivors, List<ByteBuf> encoded, Runnable done) {
      int[] open = {shardCount};
      for (int i = 0; i < shardCount; i++) {
        SimulatedShard shard = shards.get(i);
        int number = i;
        shard.execute(
            () -> {
              for (int j = 0; j < survivors.size(); j++) {
                if (survivors.get(j).queueId() % shardCount == number) {
                  shard.relocate(survivors.get(j), encoded.get(j));
                }
              }
              if (--open[0] == 0) {
                done.run();
              }
            });
      }
    }
  }
}
