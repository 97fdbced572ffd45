package io.motet.broker.queue;

import io.motet.broker.shard.Shard;
import io.motet.storage.journal.StateSource;
import io.motet.storage.journal.Survivor;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All queues by id, for the journal: the message part of {@link StateSource}. A queue enters when
 * it is made and leaves when it is deleted. Any thread.
 */
public final class QueueDirectory {
  private final ConcurrentHashMap<Long, LocalQueue> queues = new ConcurrentHashMap<>();

  /** The queue with that id, or null. */
  public LocalQueue get(long id) {
    return queues.get(id);
  }

  Collection<LocalQueue> all() {
    return queues.values();
  }

  void add(LocalQueue queue) {
    queues.put(queue.id(), queue);
  }

  void remove(LocalQueue queue) {
    queues.remove(queue.id());
  }

  /** As {@link StateSource#writeTo}, for the messages. Blocks; not on a shard. */
  public void writeTo(StateSource.CheckpointSink sink) {
    for (Map.Entry<Shard, List<LocalQueue>> entry : byShard().entrySet()) {
      horizons(entry.getKey(), entry.getValue()).forEach(sink::horizon);
      for (LocalQueue queue : withMessages(entry.getKey(), entry.getValue())) {
        QueueSnapshot snapshot = new QueueSnapshot(queue.id());
        while (!snapshot.done()) {
          CompletableFuture.runAsync(() -> snapshot.take(queue.core()), queue.shard()).join();
          snapshot.writeTo(sink);
        }
      }
    }
  }

  /** The queues of a shard that hold bodies of ready messages. On that shard. */
  List<QueueCore> withResidentMessages(Shard shard) {
    List<QueueCore> found = new ArrayList<>();
    for (LocalQueue queue : queues.values()) {
      if (queue.shard() == shard && queue.core().ready().size() > 0) {
        QueueStatistics figures = queue.statistics();
        if (figures.ready() > figures.pagedOut()) {
          found.add(queue.core());
        }
      }
    }
    return found;
  }

  private Map<Shard, List<LocalQueue>> byShard() {
    Map<Shard, List<LocalQueue>> sorted = new HashMap<>();
    for (LocalQueue queue : queues.values()) {
      if (queue.durable()) {
        sorted.computeIfAbsent(queue.shard(), unused -> new ArrayList<>()).add(queue);
      }
    }
    return sorted;
  }

  /**
   * By queue id. A shard that has ended runs this on our thread, and gives nothing out any more.
   */
  private static Map<Long, Long> horizons(Shard shard, List<LocalQueue> queues) {
    return CompletableFuture.supplyAsync(
            () -> {
              boolean ended = !shard.inShard();
              Map<Long, Long> found = new HashMap<>();
              for (LocalQueue queue : queues) {
                long sequence = queue.core().horizon().forCheckpoint(ended);
                if (sequence > 0) {
                  found.put(queue.id(), sequence);
                }
              }
              return found;
            },
            shard)
        .join();
  }

  /** Most queues are empty: one question to the shard leaves them out. */
  private static List<LocalQueue> withMessages(Shard shard, List<LocalQueue> candidates) {
    return CompletableFuture.supplyAsync(
            () -> candidates.stream().filter(q -> q.statistics().persistent() > 0).toList(), shard)
        .join();
  }

  /** As {@link StateSource#relocate}. */
  public void relocate(List<Survivor> survivors, List<ByteBuf> encoded, Runnable done) {
    Map<Shard, List<Integer>> byShard = new HashMap<>();
    for (int i = 0; i < survivors.size(); i++) {
      LocalQueue queue = queues.get(survivors.get(i).queueId());
      if (queue != null) {
        byShard.computeIfAbsent(queue.shard(), unused -> new ArrayList<>()).add(i);
      }
    }
    if (byShard.isEmpty()) {
      done.run();
      return;
    }
    AtomicInteger left = new AtomicInteger(byShard.size());
    byShard.forEach(
        (shard, indexes) ->
            shard.run(
                () -> {
                  Relocation relocation = new Relocation(this);
                  for (int i : indexes) {
                    offer(relocation, survivors.get(i), encoded.get(i));
                  }
                  if (left.decrementAndGet() == 0) {
                    done.run();
                  }
                }));
  }

  private void offer(Relocation relocation, Survivor survivor, ByteBuf encoded) {
    LocalQueue queue = queues.get(survivor.queueId());
    if (queue != null) {
      relocation.offer(queue, survivor, encoded);
    }
  }
}
