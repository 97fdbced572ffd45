package io.motet.broker.queue;

import io.motet.broker.message.Message;
import java.util.Arrays;

/**
 * A run of ready messages in primitive arrays, in order of sequence: 20 bytes each while sequences
 * are dense and none expires, however long the backlog.
 */
final class Chunk {
  private static final int FLAG_MASK = (1 << Entry.FLAG_BITS) - 1;
  private static final int REMOVED = 0;
  static final int NOT_FOUND = -1;

  private long firstSequence;
  private long[] positions;
  private int[] encodedSizes;

  /** Body size, then flags in the low bits. */
  private int[] bodies;

  private Message[] messages;

  /** Distance from the first sequence; null while that is the index. */
  private int[] sequenceOffsets;

  /** Null while none expires. */
  private long[] expiries;

  private int head;
  private int tail;

  Chunk(int capacity, long firstSequence) {
    this.firstSequence = firstSequence;
    positions = new long[capacity];
    encodedSizes = new int[capacity];
    bodies = new int[capacity];
    messages = new Message[capacity];
  }

  /** Makes an empty chunk begin anew. */
  void restart(long newFirstSequence) {
    firstSequence = newFirstSequence;
    head = 0;
    tail = 0;
    sequenceOffsets = null;
    expiries = null;
  }

  int capacity() {
    return positions.length;
  }

  long firstSequence() {
    return firstSequence;
  }

  int head() {
    return head;
  }

  int tail() {
    return tail;
  }

  boolean isEmpty() {
    return head == tail;
  }

  /** Whether the next message fits: there is room, and its sequence is not too far. */
  boolean accepts(long sequence) {
    return tail < positions.length && sequence - firstSequence < Integer.MAX_VALUE;
  }

  void add(Entry entry) {
    int i = tail++;
    int offset = (int) (entry.sequence - firstSequence);
    if (sequenceOffsets == null && offset != i) {
      sequenceOffsets = new int[positions.length];
      for (int k = 0; k < i; k++) {
        sequenceOffsets[k] = k;
      }
    }
    if (sequenceOffsets != null) {
      sequenceOffsets[i] = offset;
    }
    if (expiries == null && entry.expiresAtMillis != 0) {
      expiries = new long[positions.length];
    }
    if (expiries != null) {
      expiries[i] = entry.expiresAtMillis;
    }
    positions[i] = entry.position;
    encodedSizes[i] = entry.encodedSizeBytes;
    bodies[i] = (entry.bodySizeBytes << Entry.FLAG_BITS) | entry.flags;
    messages[i] = entry.message;
  }

  /** Doubles the room of a chunk that began small. */
  void grow(int capacity) {
    positions = Arrays.copyOf(positions, capacity);
    encodedSizes = Arrays.copyOf(encodedSizes, capacity);
    bodies = Arrays.copyOf(bodies, capacity);
    messages = Arrays.copyOf(messages, capacity);
    if (sequenceOffsets != null) {
      sequenceOffsets = Arrays.copyOf(sequenceOffsets, capacity);
    }
    if (expiries != null) {
      expiries = Arrays.copyOf(expiries, capacity);
    }
  }

  /** Moves what is left to the front, which makes room at the end. */
  void compact() {
    int live = tail - head;
    long newFirst = sequenceAt(head);
    System.arraycopy(positions, head, positions, 0, live);
    System.arraycopy(encodedSizes, head, encodedSizes, 0, live);
    System.arraycopy(bodies, head, bodies, 0, live);
    System.arraycopy(messages, head, messages, 0, live);
    Arrays.fill(messages, live, tail, null);
    if (expiries != null) {
      System.arraycopy(expiries, head, expiries, 0, live);
    }
    if (sequenceOffsets != null) {
      int shift = (int) (newFirst - firstSequence);
      for (int i = 0; i < live; i++) {
        sequenceOffsets[i] = sequenceOffsets[head + i] - shift;
      }
    }
    firstSequence = newFirst;
    head = 0;
    tail = live;
  }

  long sequenceAt(int i) {
    return firstSequence + (sequenceOffsets == null ? i : sequenceOffsets[i]);
  }

  boolean removedAt(int i) {
    return encodedSizes[i] == REMOVED;
  }

  Message messageAt(int i) {
    return messages[i];
  }

  long expiryAt(int i) {
    return expiries == null ? 0 : expiries[i];
  }

  int encodedSizeAt(int i) {
    return encodedSizes[i];
  }

  int bodySizeAt(int i) {
    return bodies[i] >>> Entry.FLAG_BITS;
  }

  int flagsAt(int i) {
    return bodies[i] & FLAG_MASK;
  }

  /** Where the copy stands on disk, or NOT_STORED. */
  long placeAt(int i) {
    if (positions[i] >= 0 || messages[i] == null) {
      return positions[i];
    }
    return messages[i].position();
  }

  void load(int i, Entry out) {
    out.sequence = sequenceAt(i);
    out.position = positions[i];
    out.expiresAtMillis = expiryAt(i);
    out.message = messages[i];
    out.encodedSizeBytes = encodedSizes[i];
    out.bodySizeBytes = bodySizeAt(i);
    out.flags = flagsAt(i);
    out.deliveryCount = 0;
  }

  /** Leaves a gap, which the head passes over. */
  void remove(int i) {
    encodedSizes[i] = REMOVED;
    messages[i] = null;
    skipRemoved();
  }

  /** Moves the head to the first message that is there. */
  private void skipRemoved() {
    while (head < tail && encodedSizes[head] == REMOVED) {
      head++;
    }
  }

  /** Keeps the place only; returns the message, whose reference passes to the caller. */
  Message pageOut(int i, long position, int flags) {
    Message message = messages[i];
    positions[i] = position;
    bodies[i] = (bodySizeAt(i) << Entry.FLAG_BITS) | flags;
    messages[i] = null;
    return message;
  }

  /** Puts the body back. */
  void pageIn(int i, Message message) {
    messages[i] = message;
  }

  void moveTo(int i, long position) {
    positions[i] = position;
  }

  /** The index of a sequence, or NOT_FOUND. */
  int find(long sequence) {
    int i = sequenceOffsets == null ? clamp(sequence - firstSequence) : search(sequence);
    boolean here = i >= head && i < tail && !removedAt(i) && sequenceAt(i) == sequence;
    return here ? i : NOT_FOUND;
  }

  /** The first index from the head on whose sequence is at least this. */
  int ceiling(long sequence) {
    int i = sequenceOffsets == null ? clamp(sequence - firstSequence) : search(sequence);
    return Math.max(head, Math.min(i, tail));
  }

  private static int clamp(long distance) {
    return (int) Math.max(-1, Math.min(distance, Integer.MAX_VALUE));
  }

  private int search(long sequence) {
    int low = head;
    int high = tail;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sequenceAt(middle) < sequence) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
