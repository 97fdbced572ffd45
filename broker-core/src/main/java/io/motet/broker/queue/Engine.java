package io.motet.broker.queue;

import io.motet.broker.memory.AlarmBoard;
import io.motet.broker.memory.Alarms;
import io.motet.broker.memory.MemoryBudget;
import io.motet.broker.memory.SlabAllocator;
import io.motet.broker.message.MessageFormat;
import io.motet.broker.shard.Outboxes;
import io.motet.broker.shard.Shard;
import io.motet.broker.shard.ShardContext;
import io.motet.broker.shard.ShardJournal;
import io.motet.storage.journal.Journal;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Puts the engine together: a context per shard on one journal and one memory budget. Between the
 * journal's open and start.
 */
public final class Engine implements AutoCloseable {
  private final List<QueueShard> queueShards = new ArrayList<>();
  private final QueueDirectory directory = new QueueDirectory();

  /**
   * @param formats the message format with that id, or null
   * @param onJournalFailure told, on a shard and maybe once per shard, that the broker must stop
   */
  public Engine(
      List<? extends Shard> shards,
      Journal journal,
      MemoryBudget memory,
      AlarmBoard alarms,
      IntFunction<MessageFormat> formats,
      Consumer<Throwable> onJournalFailure) {
    for (Shard shard : shards) {
      ShardJournal shardJournal =
          new ShardJournal(
              shard, onJournalFailure, blocked -> alarms.set(Alarms.Alarm.DISK, blocked));
      shardJournal.open(journal);
      ShardContext context =
          new ShardContext(
              shard,
              journal,
              shardJournal,
              new Outboxes(shard, shards),
              new SlabAllocator(PooledByteBufAllocator.DEFAULT, memory),
              memory,
              formats);
      queueShards.add(new QueueShard(context, queueShards, directory));
    }
  }

  public ShardContext context(Shard shard) {
    return queueShards.get(shard.index()).context();
  }

  /** Brings messages from that shard to their targets. */
  public FanOut fanOut(Shard shard) {
    return queueShards.get(shard.index()).fanOut();
  }

  /** All queues by id; what the journal asks at a checkpoint. */
  public QueueDirectory directory() {
    return directory;
  }

  /**
   * Gives all content back to the pool, which other brokers of this JVM share. After the shards and
   * the journal have ended.
   */
  @Override
  public void close() {
    directory.all().forEach(queue -> queue.core().close());
    queueShards.forEach(shard -> shard.context().contents().close());
  }

  /** Makes a queue on the shard. Any thread. */
  public LocalQueue create(
      QueueIdentity identity, QueueSettings settings, Shard shard, QueueHost host) {
    LocalQueue queue = new LocalQueue(identity, settings, queueShards.get(shard.index()), host);
    queue.configure(settings);
    directory.add(queue);
    return queue;
  }
}
