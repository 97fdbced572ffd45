package io.motet.storage.append;

import io.motet.storage.journal.StoredMessage;
import java.util.Arrays;

/**
 * The messages in one chunk, in parallel arrays: who waits for a position, where the record is, and
 * how many copies are not settled yet.
 */
final class PendingMessages {
  private static final int FIRST_CAPACITY = 64;

  private StoredMessage[] messages = new StoredMessage[FIRST_CAPACITY];
  private int[] recordIndex = new int[FIRST_CAPACITY];
  private int[] recordBytes = new int[FIRST_CAPACITY];
  private int[] copies = new int[FIRST_CAPACITY];
  private int count;

  /** Adds a message; returns its slot. */
  int add(StoredMessage message, int index, int copyCount) {
    if (count == messages.length) {
      grow();
    }
    messages[count] = message;
    recordIndex[count] = index;
    recordBytes[count] = 0;
    copies[count] = copyCount;
    return count++;
  }

  private void grow() {
    int capacity = 2 * count;
    messages = Arrays.copyOf(messages, capacity);
    recordIndex = Arrays.copyOf(recordIndex, capacity);
    recordBytes = Arrays.copyOf(recordBytes, capacity);
    copies = Arrays.copyOf(copies, capacity);
  }

  int count() {
    return count;
  }

  /** The message, or null when no copy is left. */
  StoredMessage message(int slot) {
    return messages[slot];
  }

  /** Where the record begins in the chunk. */
  int recordIndex(int slot) {
    return recordIndex[slot];
  }

  void recordIndex(int slot, int index) {
    recordIndex[slot] = index;
  }

  int recordBytes(int slot) {
    return Math.abs(recordBytes[slot]);
  }

  /** Whether the record is to be taken out; marked by a negative length. */
  boolean isCancelled(int slot) {
    return recordBytes[slot] < 0;
  }

  void cancel(int slot) {
    recordBytes[slot] = -recordBytes[slot];
    forget(slot);
  }

  void recordBytes(int slot, int bytes) {
    recordBytes[slot] = bytes;
  }

  /** One copy less; returns how many are left. */
  int removeCopy(int slot) {
    return --copies[slot];
  }

  /** Nobody waits for this message any more. */
  void forget(int slot) {
    messages[slot].appenderPlace(StoredMessage.NOT_STORED);
    messages[slot] = null;
  }

  void clear() {
    Arrays.fill(messages, 0, count, null);
    count = 0;
  }
}
