package io.motet.broker.queue;

import io.motet.storage.journal.StateSource.CheckpointSink;
import java.util.ArrayList;
import java.util.List;

/**
 * A queue's journaled copies, in slices, for a checkpoint. A copy only ever moves from a chunk to
 * the unacknowledged, departing or returned ones, never back: so whoever reads the chunks first and
 * all the rest in one last slice misses none.
 *
 * <p>A slice is taken on the queue's shard and written by the thread of the checkpoint.
 */
final class QueueSnapshot {
  private static final int SLICE = 4096;

  private final long queueId;
  private final List<Entry> entries = new ArrayList<>();
  private int priority;
  private long nextSequence;
  private boolean chunksDone;
  private boolean done;

  QueueSnapshot(long queueId) {
    this.queueId = queueId;
  }

  boolean done() {
    return done;
  }

  /** Takes the next slice. On the queue's shard. */
  void take(QueueCore queue) {
    entries.clear();
    if (!chunksDone) {
      takeChunks(queue.ready());
    } else {
      takeRest(queue);
      done = true;
    }
  }

  private void takeChunks(ReadyMessages ready) {
    while (priority < ready.listCount()) {
      ReadyList list = ready.listAt(priority);
      if (list != null && !takeChunks(list)) {
        return;
      }
      priority++;
      nextSequence = 0;
    }
    chunksDone = true;
  }

  /** False when the slice is full before the list's end. */
  private boolean takeChunks(ReadyList list) {
    for (int c = Math.max(0, list.chunkIndexOf(nextSequence)); c < list.chunkCount(); c++) {
      Chunk chunk = list.chunk(c);
      for (int i = chunk.ceiling(nextSequence); i < chunk.tail(); i++) {
        if (entries.size() == SLICE) {
          nextSequence = chunk.sequenceAt(i);
          return false;
        }
        if (!chunk.removedAt(i)) {
          Entry entry = new Entry();
          chunk.load(i, entry);
          entry.priority = priority;
          add(entry);
        }
      }
    }
    return true;
  }

  private void takeRest(QueueCore queue) {
    ReadyMessages ready = queue.ready();
    for (int p = 0; p < ready.listCount(); p++) {
      ReadyList list = ready.listAt(p);
      if (list != null && list.returned() != null) {
        list.returned().values().forEach(entry -> add(entry.keep()));
      }
    }
    // One that is out now has been delivered once more than its count before says.
    queue.unacknowledged().forEach(entry -> add(deliveredOnceMore(entry)));
    queue.departures().departing().values().forEach(entry -> add(entry.keep()));
  }

  private static Entry deliveredOnceMore(Entry entry) {
    Entry copy = entry.keep();
    copy.deliveryCount++;
    return copy;
  }

  private void add(Entry entry) {
    if (entry.journaled() && entry.place() >= 0) {
      entry.position = entry.place();
      entry.message = null;
      entries.add(entry);
    }
  }

  /** Writes the slice; may block, so not on the shard. */
  void writeTo(CheckpointSink sink) {
    for (Entry entry : entries) {
      sink.message(
          queueId,
          entry.sequence,
          entry.position,
          entry.encodedSizeBytes,
          CopyJournal.attributes(entry),
          entry.expiresAtMillis,
          entry.deliveryCount);
    }
  }
}
