package io.motet.broker.queue;

import io.motet.broker.message.Message;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The ready messages of one priority, in order of sequence. New ones go to the end of a ring of
 * chunks; returned ones have lower sequences and are kept apart, sorted, and go first. Allocates
 * nothing while empty.
 */
final class ReadyList {
  private static final int FIRST_CAPACITY = 16;
  private static final int FULL_CAPACITY = 512;

  private Chunk[] chunks;
  private int firstChunk;
  private int chunkCount;
  private TreeMap<Long, Entry> returned;
  private int size;

  private long bodiesDroppedBelow;

  int size() {
    return size;
  }

  /** How far dropping bodies has come; see {@link BodyDropper}. */
  long bodiesDroppedBelow() {
    return bodiesDroppedBelow;
  }

  void bodiesDroppedBelow(long sequence) {
    bodiesDroppedBelow = sequence;
  }

  /** Adds at the end. */
  void add(Entry entry) {
    size++;
    Chunk last = chunkCount == 0 ? null : chunk(chunkCount - 1);
    if (last != null && last.isEmpty()) {
      last.restart(entry.sequence);
    }
    if (last == null || !last.accepts(entry.sequence)) {
      last = roomAfter(last, entry.sequence);
    }
    last.add(entry);
  }

  private Chunk roomAfter(Chunk last, long sequence) {
    if (last != null && last.head() >= last.capacity() / 2) {
      last.compact();
      if (last.accepts(sequence)) {
        return last;
      }
    }
    if (last != null && last.capacity() < FULL_CAPACITY) {
      last.grow(Math.min(last.capacity() * 4, FULL_CAPACITY));
      if (last.accepts(sequence)) {
        return last;
      }
    }
    Chunk added = new Chunk(last == null ? FIRST_CAPACITY : FULL_CAPACITY, sequence);
    if (chunks == null) {
      chunks = new Chunk[1];
    } else if (chunkCount == chunks.length) {
      growRing();
    }
    chunks[(firstChunk + chunkCount++) & (chunks.length - 1)] = added;
    return added;
  }

  private void growRing() {
    Chunk[] bigger = new Chunk[chunks.length * 2];
    for (int i = 0; i < chunkCount; i++) {
      bigger[i] = chunk(i);
    }
    chunks = bigger;
    firstChunk = 0;
  }

  /** The i-th chunk from the front. */
  Chunk chunk(int i) {
    return chunks[(firstChunk + i) & (chunks.length - 1)];
  }

  int chunkCount() {
    return chunkCount;
  }

  /** Puts a message back where it was. */
  void giveBack(Entry entry) {
    if (returned == null) {
      returned = new TreeMap<>();
    }
    returned.put(entry.sequence, entry);
    size++;
  }

  /** Loads the first message without taking it; false when there is none. */
  boolean peek(Entry out) {
    if (size == 0) {
      return false;
    }
    Entry back = firstReturned();
    if (back != null) {
      out.set(back);
    } else {
      Chunk first = chunk(0);
      first.load(first.head(), out);
    }
    return true;
  }

  /** Takes the first message; false when there is none. */
  boolean poll(Entry out) {
    if (size == 0) {
      return false;
    }
    size--;
    Entry back = firstReturned();
    if (back != null) {
      out.set(back);
      returned.remove(back.sequence);
      return true;
    }
    Chunk first = chunk(0);
    int at = first.head();
    first.load(at, out);
    first.remove(at);
    dropEmptyChunks();
    return true;
  }

  /** The returned message that comes before all in chunks, or null. */
  private Entry firstReturned() {
    if (returned == null || returned.isEmpty()) {
      return null;
    }
    Map.Entry<Long, Entry> back = returned.firstEntry();
    if (chunkCount == 0 || chunk(0).isEmpty()) {
      return back.getValue();
    }
    Chunk first = chunk(0);
    return back.getKey() < first.sequenceAt(first.head()) ? back.getValue() : null;
  }

  private void dropEmptyChunks() {
    // The last one stays, to be filled again: a queue that runs near empty allocates nothing.
    while (chunkCount > 1 && chunk(0).isEmpty()) {
      chunks[firstChunk] = null;
      firstChunk = (firstChunk + 1) & (chunks.length - 1);
      chunkCount--;
    }
  }

  /** Takes the message with that sequence from wherever it is; false when it is not here. */
  boolean remove(long sequence, Entry out) {
    Entry back = returned == null ? null : returned.remove(sequence);
    if (back != null) {
      out.set(back);
      size--;
      return true;
    }
    Chunk chunk = chunkOf(sequence);
    int at = chunk == null ? Chunk.NOT_FOUND : chunk.find(sequence);
    if (at == Chunk.NOT_FOUND) {
      return false;
    }
    chunk.load(at, out);
    chunk.remove(at);
    size--;
    dropEmptyChunks();
    return true;
  }

  /** Whether the message is here and its body on disk only. */
  boolean pagedOut(long sequence) {
    Entry back = returned(sequence);
    if (back != null) {
      return back.message == null;
    }
    Chunk chunk = chunkOf(sequence);
    int at = chunk == null ? Chunk.NOT_FOUND : chunk.find(sequence);
    return at != Chunk.NOT_FOUND && chunk.messageAt(at) == null;
  }

  /** Puts a body back that {@link #pagedOut} asked for; returns its size. */
  int pageIn(long sequence, Message message) {
    Entry back = returned(sequence);
    if (back != null) {
      back.message = message;
      return back.bodySizeBytes;
    }
    Chunk chunk = chunkOf(sequence);
    int at = chunk.find(sequence);
    chunk.pageIn(at, message);
    return chunk.bodySizeAt(at);
  }

  /** Where a journaled copy stands, or -1. */
  long place(long sequence) {
    Entry back = returned(sequence);
    if (back != null) {
      return back.journaled() ? back.place() : -1;
    }
    Chunk chunk = chunkOf(sequence);
    int at = chunk == null ? Chunk.NOT_FOUND : chunk.find(sequence);
    if (at == Chunk.NOT_FOUND || (chunk.flagsAt(at) & Entry.JOURNALED) == 0) {
      return -1;
    }
    return chunk.placeAt(at);
  }

  /** Notes a copy's new place; false when it is not here at the old one. */
  boolean moved(long sequence, long oldPosition, long newPosition) {
    if (place(sequence) != oldPosition) {
      return false;
    }
    Entry back = returned(sequence);
    if (back != null) {
      back.position = newPosition;
    } else {
      Chunk chunk = chunkOf(sequence);
      chunk.moveTo(chunk.find(sequence), newPosition);
    }
    return true;
  }

  /** Shows every message; the entry is a cursor. */
  void forEach(int priority, Consumer<Entry> action) {
    Entry cursor = new Entry();
    cursor.priority = priority;
    for (int c = 0; c < chunkCount; c++) {
      Chunk chunk = chunk(c);
      for (int i = chunk.head(); i < chunk.tail(); i++) {
        if (!chunk.removedAt(i)) {
          chunk.load(i, cursor);
          action.accept(cursor);
        }
      }
    }
    if (returned != null) {
      returned.values().forEach(action);
    }
  }

  /**
   * Shows messages from a sequence number on until the action wants no more: those in chunks by
   * their number, and likewise those returned. The entry is a cursor.
   */
  void forEachFrom(int priority, long sequence, Predicate<Entry> action) {
    if (returned != null) {
      for (Entry entry : returned.tailMap(sequence).values()) {
        if (!action.test(entry)) {
          break;
        }
      }
    }
    Entry cursor = new Entry();
    cursor.priority = priority;
    for (int c = Math.max(0, chunkIndexOf(sequence)); c < chunkCount; c++) {
      Chunk chunk = chunk(c);
      for (int i = chunk.head(); i < chunk.tail(); i++) {
        if (!chunk.removedAt(i) && chunk.sequenceAt(i) >= sequence) {
          chunk.load(i, cursor);
          if (!action.test(cursor)) {
            return;
          }
        }
      }
    }
  }

  /** The returned message with that sequence, or null. */
  Entry returned(long sequence) {
    return returned == null ? null : returned.get(sequence);
  }

  /** All returned messages by sequence, or null. */
  Map<Long, Entry> returned() {
    return returned;
  }

  /** The chunk in which a sequence would be, or null. */
  Chunk chunkOf(long sequence) {
    int index = chunkIndexOf(sequence);
    return index < 0 ? null : chunk(index);
  }

  /** The last chunk that begins at or below the sequence, or -1. */
  int chunkIndexOf(long sequence) {
    int low = 0;
    int high = chunkCount - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (chunk(middle).firstSequence() <= sequence) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }
}
