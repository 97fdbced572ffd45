package io.motet.broker.queue;

import io.motet.broker.exchange.Route;
import io.motet.broker.memory.AlarmBoard;
import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.memory.MemoryBudget;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.Publisher;
import io.motet.broker.publish.Publishers;
import io.motet.broker.runtime.Shards;
import io.motet.broker.shard.Shard;
import io.motet.storage.file.FileJournal;
import io.motet.storage.journal.Journal;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.RecoveryListener;
import io.motet.storage.journal.StateSource;
import io.motet.storage.journal.Survivor;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An engine on real event loops and a journal on disk, with durable queues by number. */
final class DiskEngine implements QueueHost, AutoCloseable {
  final AlarmBoard alarms = new AlarmBoard();
  final MemoryBudget memory;
  final Shards shards;
  final Journal journal;
  final Engine engine;
  final Map<Long, LocalQueue> queues = new HashMap<>();
  final long recovered;

  DiskEngine(
      Path directory,
      JournalSettings settings,
      int shardCount,
      int queueCount,
      long memoryLimitBytes)
      throws IOException {
    memory = new MemoryBudget(memoryLimitBytes, alarms);
    shards = Shards.create(shardCount, "test-shard");
    QueueRecovery recovery = new QueueRecovery();
    journal = FileJournal.open(directory, settings, new MessagesOnly(recovery));
    engine =
        new Engine(shards.all(), journal, memory, alarms, id -> TestFormat.INSTANCE, failure -> {});
    for (long id = 1; id <= queueCount; id++) {
      QueueIdentity identity = new QueueIdentity(id, "/", "q" + id, true, false, null, Map.of());
      Shard shard = shards.all().get((int) (id % shardCount));
      queues.put(id, engine.create(identity, QueueSettings.defaults(), shard, this));
    }
    recovered = recovery.restore(journal, queues::get);
    journal.start(
        new StateSource() {
          @Override
          public void writeTo(CheckpointSink sink) {
            engine.directory().writeTo(sink);
          }

          @Override
          public void relocate(List<Survivor> survivors, List<ByteBuf> encoded, Runnable done) {
            engine.directory().relocate(survivors, encoded, done);
          }
        });
  }

  /** Publishes numbered messages and returns when all are confirmed. */
  void publish(LocalQueue queue, int from, int to, int bodyBytes, boolean persistent)
      throws InterruptedException {
    CountDownLatch confirmed = new CountDownLatch(to - from);
    Publisher publisher =
        Publishers.create(engine, queue.shard(), (token, outcome) -> confirmed.countDown());
    queue
        .shard()
        .execute(
            () -> {
              publisher.confirming(true);
              Route route = new Route(Utf8.EMPTY, Utf8.EMPTY, List.of(queue), true, 0);
              for (int i = from; i < to; i++) {
                publisher.publish(message(queue.shard(), i, bodyBytes, persistent), route, i);
              }
            });
    if (!confirmed.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException(confirmed.getCount() + " confirms are missing");
    }
  }

  private Message message(Shard shard, int number, int bodyBytes, boolean persistent) {
    byte[] body = new byte[bodyBytes];
    byte[] text = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, body, 0, text.length);
    ContentAllocator.Room room = engine.context(shard).contents().allocate(bodyBytes);
    room.buffer().setBytes(room.offset(), body);
    return new Message(
        Utf8.of("x"),
        Utf8.of("k"),
        TestFormat.INSTANCE,
        room.buffer(),
        room.offset(),
        0,
        bodyBytes,
        persistent,
        0,
        -1,
        shard.currentTimeMillis());
  }

  static <T> T join(CompletableFuture<T> answer) {
    return answer.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public Route deadLetterRoute(
      String exchange, List<Utf8> routingKeys, Supplier<MessageProperties> properties) {
    return null;
  }

  @Override
  public CompletableFuture<?> requestDelete(LocalQueue queue, DeleteReason reason) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    shards.close();
    journal.close();
  }

  /** Hands over messages; the test's queues are not metadata. */
  private record MessagesOnly(QueueRecovery recovery) implements RecoveryListener {
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
        int deliveryCount) {
      recovery.message(
          queueId, sequence, position, sizeBytes, attributes, expiresAtMillis, deliveryCount);
    }

    @Override
    public void settled(long queueId, long firstSequence, long lastSequence) {
      recovery.settled(queueId, firstSequence, lastSequence);
    }

    @Override
    public void delivered(long queueId, long firstSequence, long lastSequence, int deliveryCount) {
      recovery.delivered(queueId, firstSequence, lastSequence, deliveryCount);
    }

    @Override
    public void horizon(long queueId, long sequence) {
      recovery.horizon(queueId, sequence);
    }

    @Override
    public void queueDropped(long queueId) {
      recovery.queueDropped(queueId);
    }
  }
}
