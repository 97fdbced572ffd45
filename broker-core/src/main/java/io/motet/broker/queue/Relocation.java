package io.motet.broker.queue;

import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.StateSource;
import io.motet.storage.journal.Survivor;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.Map;

/**
 * Moves copies out of a segment that the journal wants to empty: those that still stand there are
 * appended again, and their queue learns the new place. On the queue's shard.
 */
final class Relocation implements JournalAppender.Relocated {
  private static final int INDEX_FROM = 32;

  private final QueueDirectory directory;

  /** Unacknowledged copies by queue and sequence, where a queue has too many to search. */
  private final Map<LocalQueue, Map<Long, Entry>> unacknowledged = new HashMap<>();

  Relocation(QueueDirectory directory) {
    this.directory = directory;
  }

  /** As {@link StateSource#relocate}, for one survivor whose queue is on this shard. */
  void offer(LocalQueue queue, Survivor survivor, ByteBuf encoded) {
    long place = place(queue, survivor.queueId(), survivor.sequence(), survivor.attributes());
    if (place == survivor.position()) {
      queue.core().shard().context().shardJournal().appender().relocate(survivor, encoded, this);
    }
  }

  private long place(LocalQueue queue, long queueId, long sequence, int attributes) {
    if (queue.core().deleted() || queue.id() != queueId) {
      return -1;
    }
    long ready = queue.core().ready().place(CopyJournal.priority(attributes), sequence);
    if (ready >= 0) {
      return ready;
    }
    Entry entry = outOfQueue(queue, sequence);
    return entry == null || !entry.journaled() ? -1 : entry.place();
  }

  private Entry outOfQueue(LocalQueue queue, long sequence) {
    Entry departing = queue.core().departures().departing().get(sequence);
    if (departing != null) {
      return departing;
    }
    if (queue.core().unacknowledged().size() >= INDEX_FROM) {
      return unacknowledged.computeIfAbsent(queue, Relocation::index).getOrDefault(sequence, null);
    }
    for (LocalDelivery at = queue.core().unacknowledged().first(); at != null; at = at.next) {
      if (at.sequence == sequence) {
        return at;
      }
    }
    return null;
  }

  private static Map<Long, Entry> index(LocalQueue queue) {
    Map<Long, Entry> index = new HashMap<>();
    queue.core().unacknowledged().forEach(entry -> index.put(entry.sequence, entry));
    return index;
  }

  @Override
  public boolean moved(
      long queueId, long sequence, long oldPosition, long newPosition, int sizeBytes) {
    LocalQueue queue = directory.get(queueId);
    if (queue == null || queue.core().deleted()) {
      return false;
    }
    if (queue.core().ready().moved(sequence, oldPosition, newPosition)) {
      return true;
    }
    // The index may be old by now: a copy may have been delivered since.
    unacknowledged.remove(queue);
    Entry entry = outOfQueue(queue, sequence);
    if (entry == null || !entry.journaled() || entry.place() != oldPosition) {
      return false;
    }
    entry.position = newPosition;
    return true;
  }
}
