package io.motet.broker.queue;

import io.motet.broker.deadletter.DeathReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How copies leave a queue: done with, dead, purged, or gone with the queue. Dead ones that must
 * first be read back, or be safe on another shard, wait here and still count as alive for the
 * journal.
 */
final class Departures {
  /** Most copies ended by one record of a purge. */
  private static final int PURGE_RUN = 4096;

  private final QueueCore queue;
  private final CopyJournal copies;
  private final DeadLetters deadLetters;
  private Map<Long, Entry> departing = Map.of();

  Departures(QueueCore queue, CopyJournal copies, DeadLetters deadLetters) {
    this.queue = queue;
    this.copies = copies;
    this.deadLetters = deadLetters;
  }

  /** Dead copies that are not yet safe elsewhere, by sequence. */
  Map<Long, Entry> departing() {
    return departing;
  }

  /** Whether copies that die are sent on, and so need their bodies. */
  boolean sendOn() {
    return deadLetters.wanted();
  }

  /** The copy is done with. Its reference of the message is released. */
  void end(Entry entry) {
    if (queue.deleted()) {
      return;
    }
    if (!departing.isEmpty()) {
      departing.remove(entry.sequence);
    }
    recordEnd(entry);
    forget(entry);
  }

  /** Records the end only. */
  void recordEnd(Entry entry) {
    queue.countPersistent(entry, -1);
    copies.settle(entry);
  }

  /** Releases the message of a copy whose end is recorded. */
  void forget(Entry entry) {
    if (entry.message != null) {
      entry.message.release();
      entry.message = null;
    }
  }

  /**
   * Dead-letters the copy, or ends it where the queue has no dead-letter exchange. A body on disk
   * is read back first where the exchange or a watcher needs it.
   */
  void die(Entry entry, DeathReason reason) {
    if (entry.message == null && (deadLetters.wanted() || queue.watchers().present())) {
      Entry kept = entry.keep();
      depart(kept);
      queue.coldReader().readOne(kept, read -> dieRead(read, reason));
    } else {
      leave(entry, reason);
    }
  }

  private void dieRead(Entry entry, DeathReason reason) {
    if (queue.deleted()) {
      forget(entry);
    } else {
      departing.remove(entry.sequence);
      leave(entry, reason);
    }
  }

  private void leave(Entry entry, DeathReason reason) {
    if (entry.sequence != 0) {
      queue.watchers().gone(entry.message, null);
    }
    if (deadLetters.wanted()) {
      deadLetters.send(entry, reason);
    } else {
      end(entry);
    }
  }

  /** Notes a copy that ends later; a refused message has no copy, and nothing to note. */
  void depart(Entry entry) {
    if (entry.sequence == 0) {
      return;
    }
    if (departing.isEmpty()) {
      departing = new HashMap<>();
    }
    departing.put(entry.sequence, entry);
  }

  /**
   * A ready message's body cannot be read: it leaves the queue but stays on disk, where the next
   * start finds it, and perhaps a disk that answers.
   */
  void unreadable(int priority, long sequence) {
    Entry lost = new Entry();
    if (queue.ready().remove(priority, sequence, lost)) {
      queue.figures().leftReady(lost);
      depart(lost);
    }
  }

  /** Ends all ready messages, with one record for each run of neighbours. */
  long purge(ReadyMessages ready) {
    long count = 0;
    List<Entry> run = new ArrayList<>();
    Entry entry = new Entry();
    while (ready.poll(entry)) {
      count++;
      queue.figures().leftReady(entry);
      if (!entry.journaled()) {
        drop(entry);
        continue;
      }
      boolean neighbour = run.isEmpty() || entry.sequence == run.get(run.size() - 1).sequence + 1;
      if (!neighbour || run.size() == PURGE_RUN) {
        endRun(run);
      }
      run.add(entry.keep());
    }
    endRun(run);
    return count;
  }

  /** The room is given back after the record, as the journal asks. */
  private void endRun(List<Entry> run) {
    if (!run.isEmpty()) {
      copies.settleRange(run.get(0).sequence, run.get(run.size() - 1).sequence);
      run.forEach(this::drop);
      run.clear();
    }
  }

  /** Drops all copies with the queue: one record. Returns how many were ready. */
  long dropAll(ReadyMessages ready, Unacknowledged unacknowledged) {
    if (queue.identity().durable()) {
      copies.dropQueue();
    }
    long count = ready.size();
    Entry entry = new Entry();
    while (ready.poll(entry)) {
      queue.figures().leftReady(entry);
      drop(entry);
    }
    for (LocalDelivery at = unacknowledged.first(); at != null; at = unacknowledged.first()) {
      unacknowledged.remove(at);
      queue.figures().leftUnacknowledged(at);
      if (at.permit) {
        at.permit = false;
        at.subscription.givePermitBack();
      }
      drop(at);
    }
    departing.values().forEach(this::drop);
    departing = Map.of();
    return count;
  }

  /** Releases all content and records nothing. */
  void forgetAll(ReadyMessages ready, Unacknowledged unacknowledged) {
    ready.forEach(this::forget);
    unacknowledged.forEach(this::forget);
    departing.values().forEach(this::forget);
  }

  private void drop(Entry entry) {
    queue.countPersistent(entry, -1);
    copies.release(entry);
    forget(entry);
  }
}
