package io.motet.storage.log.compact;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The last offset of each key, in 24 bytes a key whatever its length: keys are known by their MD5,
 * which no two keys of a log share by accident. Holds a bounded number of keys. Not thread-safe.
 */
public final class OffsetMap {
  private static final int FIRST_SLOTS = 1024;
  private static final int COLUMNS = 3;

  private final int mostKeys;
  private final MessageDigest digest;

  /** Two halves of the key's hash and the offset plus one; all zero for a free slot. */
  private long[] slots = new long[FIRST_SLOTS * COLUMNS];

  private int count;

  /** A map for at most so many keys. */
  public OffsetMap(int mostKeys) {
    this.mostKeys = mostKeys;
    try {
      this.digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether there is no room for another key. */
  public boolean isFull() {
    return count >= mostKeys;
  }

  public int count() {
    return count;
  }

  /** Sets the key's offset. */
  public void put(ByteBuffer bytes, int keyAt, int keyBytes, long offset) {
    if ((count + 1) * 4L > (slots.length / COLUMNS) * 3L) {
      grow();
    }
    long[] hash = hash(bytes, keyAt, keyBytes);
    int slot = find(slots, hash[0], hash[1]);
    if (slots[slot + 2] == 0) {
      count++;
    }
    set(slots, slot, hash[0], hash[1], offset + 1);
  }

  /** The key's offset, or -1. */
  public long get(ByteBuffer bytes, int keyAt, int keyBytes) {
    long[] hash = hash(bytes, keyAt, keyBytes);
    return slots[find(slots, hash[0], hash[1]) + 2] - 1;
  }

  private long[] hash(ByteBuffer bytes, int keyAt, int keyBytes) {
    digest.update(bytes.duplicate().limit(keyAt + keyBytes).position(keyAt));
    ByteBuffer sum = ByteBuffer.wrap(digest.digest());
    return new long[] {sum.getLong(), sum.getLong()};
  }

  private static int find(long[] table, long high, long low) {
    int size = table.length / COLUMNS;
    int slot = (int) Math.floorMod(low, (long) size);
    while (table[slot * COLUMNS + 2] != 0
        && (table[slot * COLUMNS] != high || table[slot * COLUMNS + 1] != low)) {
      slot = slot + 1 == size ? 0 : slot + 1;
    }
    return slot * COLUMNS;
  }

  private static void set(long[] table, int slot, long high, long low, long value) {
    table[slot] = high;
    table[slot + 1] = low;
    table[slot + 2] = value;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (int slot = 0; slot < slots.length; slot += COLUMNS) {
      if (slots[slot + 2] != 0) {
        int to = find(larger, slots[slot], slots[slot + 1]);
        set(larger, to, slots[slot], slots[slot + 1], slots[slot + 2]);
      }
    }
    slots = larger;
  }
}
