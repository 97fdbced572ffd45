package io.motet.broker.queue;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The copies of one queue that recovery has found so far. They come nearly in order of sequence, so
 * they go into primitive arrays; the few that come late are kept apart.
 */
final class RecoveredCopies {
  private static final int FIRST_CAPACITY = 64;
  private static final int SETTLED = 0;

  private long[] sequences = new long[FIRST_CAPACITY];
  private long[] positions = new long[FIRST_CAPACITY];
  private long[] expiries = new long[FIRST_CAPACITY];
  private int[] sizes = new int[FIRST_CAPACITY];
  private int[] attributes = new int[FIRST_CAPACITY];
  private int[] deliveryCounts = new int[FIRST_CAPACITY];
  private int count;
  private TreeMap<Long, Entry> late = new TreeMap<>();
  private long highest;
  private long horizon;

  /** The highest sequence ever seen, settled or not. */
  long highest() {
    return highest;
  }

  /** Up to here copies may have been given out before the start. */
  long horizon() {
    return horizon;
  }

  void horizon(long sequence) {
    horizon = sequence;
  }

  void message(
      long sequence,
      long position,
      int sizeBytes,
      int attributeBits,
      long expiresAtMillis,
      int deliveryCount) {
    highest = Math.max(highest, sequence);
    int at;
    if (count == 0 || sequence > sequences[count - 1]) {
      at = append(sequence);
    } else {
      at = Arrays.binarySearch(sequences, 0, count, sequence);
    }
    if (at < 0) {
      late.put(
          sequence,
          entry(sequence, position, sizeBytes, attributeBits, expiresAtMillis, deliveryCount));
      return;
    }
    positions[at] = position;
    sizes[at] = sizeBytes;
    attributes[at] = attributeBits;
    expiries[at] = expiresAtMillis;
    deliveryCounts[at] = Math.max(deliveryCounts[at], deliveryCount);
  }

  private int append(long sequence) {
    if (count == sequences.length) {
      int capacity = count * 2;
      sequences = Arrays.copyOf(sequences, capacity);
      positions = Arrays.copyOf(positions, capacity);
      expiries = Arrays.copyOf(expiries, capacity);
      sizes = Arrays.copyOf(sizes, capacity);
      attributes = Arrays.copyOf(attributes, capacity);
      deliveryCounts = Arrays.copyOf(deliveryCounts, capacity);
    }
    sequences[count] = sequence;
    return count++;
  }

  private static Entry entry(
      long sequence,
      long position,
      int sizeBytes,
      int attributeBits,
      long expiresAtMillis,
      int deliveryCount) {
    Entry entry = new Entry();
    entry.sequence = sequence;
    load(entry, position, sizeBytes, attributeBits, expiresAtMillis, deliveryCount);
    return entry;
  }

  private static void load(
      Entry entry,
      long position,
      int sizeBytes,
      int attributeBits,
      long expiresAtMillis,
      int deliveryCount) {
    entry.position = position;
    entry.encodedSizeBytes = sizeBytes;
    entry.bodySizeBytes = CopyJournal.bodySizeBytes(sizeBytes, attributeBits);
    entry.priority = CopyJournal.priority(attributeBits);
    entry.expiresAtMillis = expiresAtMillis;
    entry.deliveryCount = deliveryCount;
    entry.flags = Entry.JOURNALED;
    entry.message = null;
  }

  void settled(long first, long last) {
    highest = Math.max(highest, last);
    for (int i = indexFrom(first); i < count && sequences[i] <= last; i++) {
      sizes[i] = SETTLED;
    }
    late.subMap(first, true, last, true).clear();
  }

  void delivered(long first, long last, int deliveryCount) {
    for (int i = indexFrom(first); i < count && sequences[i] <= last; i++) {
      deliveryCounts[i] = deliveryCount;
    }
    late.subMap(first, true, last, true).values().forEach(e -> e.deliveryCount = deliveryCount);
  }

  private int indexFrom(long sequence) {
    if (count > 0 && sequence == sequences[count - 1]) {
      return count - 1;
    }
    int found = Arrays.binarySearch(sequences, 0, count, sequence);
    return found >= 0 ? found : -found - 1;
  }

  /** Shows what is alive in order of sequence; the entry is a cursor. */
  void forEach(Consumer<Entry> action) {
    Entry cursor = new Entry();
    for (int i = 0; i < count; i++) {
      while (!late.isEmpty() && late.firstKey() < sequences[i]) {
        action.accept(late.pollFirstEntry().getValue());
      }
      if (sizes[i] != SETTLED) {
        cursor.sequence = sequences[i];
        load(cursor, positions[i], sizes[i], attributes[i], expiries[i], deliveryCounts[i]);
        action.accept(cursor);
      }
    }
    late.values().forEach(action);
    late.clear();
  }
}
