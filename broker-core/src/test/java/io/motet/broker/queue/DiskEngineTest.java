package io.motet.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.storage.journal.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskEngineTest {
  private static final long PLENTY_BYTES = 1L << 30;
  private static final JournalSettings SMALL =
      JournalSettings.builder()
          .set("journal.segment.bytes", "1MiB")
          .set("journal.reserve.bytes", "4MiB")
          .set("journal.checkpoint.bytes", "2MiB")
          .build();

  @TempDir private Path directory;

  private DiskEngine open(int shards, int queues, long memoryBytes) throws Exception {
    return new DiskEngine(directory, SMALL, shards, queues, memoryBytes);
  }

  private static CollectingConsumer consume(
      LocalQueue queue, int count, int prefetch, boolean settles) throws Exception {
    CollectingConsumer consumer = new CollectingConsumer(queue.shard(), count, settles);
    DiskEngine.join(
        queue.subscribe(
            new ConsumerSpec("t", null, consumer, false, false, prefetch, null, 0, Map.of())));
    consumer.await();
    return consumer;
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void browsingAndDiscardingReachWhatIsOnDiskOnly() throws Exception {
    try (DiskEngine engine = open(1, 1, PLENTY_BYTES)) {
      engine.publish(engine.queues.get(1L), 0, 1000, 100, true);
    }
    try (DiskEngine engine = open(1, 1, PLENTY_BYTES)) {
      LocalQueue queue = engine.queues.get(1L);
      List<Integer> sizes = new java.util.ArrayList<>();
      DiskEngine.join(queue.browse(message -> sizes.add(message.bodySizeBytes())));
      assertThat(sizes).hasSize(1000).containsOnly(100);
      assertThat(queue.statistics().pagedOut()).isEqualTo(1000);
      int[] seen = new int[1];
      assertThat(DiskEngine.join(queue.discard(message -> seen[0]++ < 10))).isEqualTo(10);
    }
    try (DiskEngine engine = open(1, 1, PLENTY_BYTES)) {
      assertThat(engine.recovered).isEqualTo(990);
      assertThat(consume(engine.queues.get(1L), 990, 0, true).numbers).isEqualTo(numbers(10, 1000));
    }
  }

  @Test
  void watchersAreToldWhatIsDroppedFromDisk() throws Exception {
    try (DiskEngine engine = open(1, 1, PLENTY_BYTES)) {
      engine.publish(engine.queues.get(1L), 0, 100, 100, true);
    }
    try (DiskEngine engine = open(1, 1, PLENTY_BYTES)) {
      LocalQueue queue = engine.queues.get(1L);
      DroppedBodies dropped = new DroppedBodies(90);
      DiskEngine.join(queue.watch(dropped));
      assertThat(queue.statistics().pagedOut()).isEqualTo(100);
      queue.configure(TestEngine.settings().maxLength(10).build());
      assertThat(dropped.await()).containsOnly(100).hasSize(90);
    }
    try (DiskEngine engine = open(1, 1, PLENTY_BYTES)) {
      assertThat(engine.recovered).as("the others have left the disk too").isEqualTo(10);
    }
  }

  @Test
  void restartKeepsOrderAndMarksWhatWasOut() throws Exception {
    try (DiskEngine engine = open(2, 2, PLENTY_BYTES)) {
      LocalQueue queue = engine.queues.get(1L);
      engine.publish(queue, 0, 1000, 100, true);
      CollectingConsumer consumer = consume(queue, 300, 300, false);
      queue
          .shard()
          .execute(
              () -> {
                for (int i = 0; i < 100; i++) {
                  consumer.deliveries.get(i).settle(Outcome.ACK);
                }
              });
      engine.publish(queue, 1000, 1100, 100, true);
    }
    try (DiskEngine engine = open(2, 2, PLENTY_BYTES)) {
      assertThat(engine.recovered).isEqualTo(1000);
      LocalQueue queue = engine.queues.get(1L);
      assertThat(DiskEngine.join(queue.depth()).ready()).isEqualTo(1000);
      assertThat(queue.statistics().readyBytes()).isEqualTo(1000 * 100);
      CollectingConsumer consumer = consume(queue, 1000, 0, true);
      assertThat(consumer.numbers).isEqualTo(numbers(100, 1100));
      assertThat(consumer.redelivered.subList(0, 200)).containsOnly(true);
      assertThat(consumer.redelivered.subList(300, 1000)).containsOnly(false);
    }
    try (DiskEngine engine = open(2, 2, PLENTY_BYTES)) {
      assertThat(engine.recovered).isZero();
    }
  }

  /** As after kill -9, right after the deliveries: their own notes are not written yet. */
  @Test
  void afterACrashOnlyWhatMayHaveBeenOutIsRedelivered() throws Exception {
    Path copy = directory.resolve("copy");
    Path data = directory.resolve("data");
    try (DiskEngine engine = open(data)) {
      LocalQueue queue = engine.queues.get(1L);
      engine.publish(queue, 0, 1000, 100, true);
      consume(queue, 100, 100, false);
      copy(data, copy);
      engine.publish(engine.queues.get(2L), 0, 10, 100, true);
    }
    try (DiskEngine engine = open(copy)) {
      LocalQueue queue = engine.queues.get(1L);
      engine.publish(queue, 1000, 1010, 100, true);
      CollectingConsumer consumer = consume(queue, 1010, 0, true);
      assertThat(consumer.numbers).isEqualTo(numbers(0, 1010));
      assertThat(consumer.redelivered.subList(0, 100)).containsOnly(true);
      assertThat(consumer.redelivered.subList(500, 1010)).containsOnly(false);
      CollectingConsumer other = consume(engine.queues.get(2L), 0, 0, true);
      assertThat(other.redelivered).isEmpty();
    }
  }

  @Test
  void aCrashAfterACheckpointForgetsNoHorizon() throws Exception {
    Path copy = directory.resolve("copy");
    Path data = directory.resolve("data");
    try (DiskEngine engine = open(data)) {
      LocalQueue queue = engine.queues.get(1L);
      engine.publish(queue, 0, 10, 100, true);
      consume(queue, 10, 0, true);
      engine.journal.checkpoint();
      engine.publish(queue, 10, 20, 100, true);
      DiskEngine.join(queue.depth());
      copy(data, copy);
    }
    try (DiskEngine engine = open(copy)) {
      // The first consumer is there still: it had all of them.
      int left = Math.toIntExact(DiskEngine.join(engine.queues.get(1L).depth()).ready());
      CollectingConsumer consumer = consume(engine.queues.get(1L), left, 0, true);
      assertThat(consumer.redelivered).doesNotContain(false);
    }
  }

  private static DiskEngine open(Path data) throws Exception {
    return new DiskEngine(data, SMALL, 1, 2, PLENTY_BYTES);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolve("journal"));
    try (Stream<Path> files = Files.list(from.resolve("journal"))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve("journal").resolve(file.getFileName()));
      }
    }
  }

  @Test
  void backlogBeyondTheBudgetStaysBelowItAndComesBackInOrder() throws Exception {
    long budget = 4L << 20;
    try (DiskEngine engine = open(1, 1, budget)) {
      LocalQueue queue = engine.queues.get(1L);
      for (int i = 0; i < 20_000; i += 500) {
        engine.publish(queue, i, i + 500, 1000, true);
      }
      assertThat(engine.memory.usedBytes()).isLessThan(budget);
      assertThat(queue.statistics().pagedOut()).isGreaterThan(10_000);
      CollectingConsumer consumer = consume(queue, 20_000, 100, true);
      assertThat(consumer.numbers).isEqualTo(numbers(0, 20_000));
      assertThat(DiskEngine.join(queue.depth()).ready()).isZero();
      assertThat(queue.statistics().pagedOut()).isZero();
    }
  }

  @Test
  void transientBacklogGoesToScratchSpace() throws Exception {
    long budget = 4L << 20;
    try (DiskEngine engine = open(1, 1, budget)) {
      LocalQueue queue = engine.queues.get(1L);
      int published = 0;
      while (queue.statistics().pagedOut() == 0 && published < 100_000) {
        engine.publish(queue, published, published + 100, 1000, false);
        published += 100;
      }
      assertThat(queue.statistics().pagedOut()).isPositive();
      CollectingConsumer consumer = consume(queue, published, 100, true);
      assertThat(consumer.numbers).isEqualTo(numbers(0, published));
    }
  }

  @Test
  void checkpointAndReclaimKeepWhatIsAlive() throws Exception {
    try (DiskEngine engine = open(1, 2, PLENTY_BYTES)) {
      LocalQueue kept = engine.queues.get(1L);
      LocalQueue busy = engine.queues.get(2L);
      for (int round = 0; round < 20; round++) {
        engine.publish(kept, round * 10, round * 10 + 10, 1000, true);
        engine.publish(busy, 0, 1000, 1000, true);
        consume(busy, 1000, 0, true);
        DiskEngine.join(busy.purge());
        busy.subscriptions().forEach(subscription -> subscription.cancel(() -> {}));
      }
      engine.journal.checkpoint();
    }
    try (DiskEngine engine = open(1, 2, PLENTY_BYTES)) {
      CollectingConsumer consumer = consume(engine.queues.get(1L), 200, 0, true);
      assertThat(consumer.numbers).isEqualTo(numbers(0, 200));
      assertThat(DiskEngine.join(engine.queues.get(2L).depth()).ready()).isZero();
    }
  }
}
