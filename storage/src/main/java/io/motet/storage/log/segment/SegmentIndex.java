package io.motet.storage.log.segment;

import java.util.Arrays;

/**
 * The index of the segment that is written: for about every so many bytes the offset and position
 * of a batch, and the greatest timestamp of all before its end. One thread at a time adds; any
 * thread looks up.
 */
final class SegmentIndex {
  private static final int FIRST_CAPACITY = 8;

  /** Replaced when it grows, before the count says that there is more. */
  private volatile Columns columns = new Columns(FIRST_CAPACITY);

  private volatile int count;

  void add(int relativeOffset, int position, long maxTimestamp) {
    int at = count;
    Columns now = columns;
    if (at == now.offsets.length) {
      now = now.grow();
      columns = now;
    }
    now.offsets[at] = relativeOffset;
    now.positions[at] = position;
    now.timestamps[at] = maxTimestamp;
    count = at + 1;
  }

  int count() {
    return count;
  }

  /** Position of the last batch that begins at the offset or before, else 0. */
  int positionAtOffset(int relativeOffset) {
    int size = count;
    Columns now = columns;
    int at = floor(now.offsets, size, relativeOffset);
    return at < 0 ? 0 : now.positions[at];
  }

  /** The last position that is not behind the one given. */
  int floorPosition(int position) {
    int size = count;
    Columns now = columns;
    int at = floor(now.positions, size, position);
    return at < 0 ? 0 : now.positions[at];
  }

  private static int floor(int[] sorted, int size, int wanted) {
    int at = Arrays.binarySearch(sorted, 0, size, wanted);
    return at >= 0 ? at : -at - 2;
  }

  /** Position of the last entry before which all timestamps are less, else 0. */
  int positionBeforeTimestamp(long timestamp) {
    int size = count;
    Columns now = columns;
    int at = Arrays.binarySearch(now.timestamps, 0, size, timestamp);
    if (at < 0) {
      at = -at - 1;
    } else {
      while (at > 0 && now.timestamps[at - 1] == timestamp) {
        at--;
      }
    }
    // The entry at hand is the first that has seen such a timestamp: it is there or before.
    return at == 0 ? 0 : now.positions[at - 1];
  }

  int relativeOffset(int entry) {
    return columns.offsets[entry];
  }

  int position(int entry) {
    return columns.positions[entry];
  }

  long maxTimestamp(int entry) {
    return columns.timestamps[entry];
  }

  private static final class Columns {
    final int[] offsets;
    final int[] positions;
    final long[] timestamps;

    Columns(int capacity) {
      this(new int[capacity], new int[capacity], new long[capacity]);
    }

    private Columns(int[] offsets, int[] positions, long[] timestamps) {
      this.offsets = offsets;
      this.positions = positions;
      this.timestamps = timestamps;
    }

    Columns grow() {
      int capacity = offsets.length * 2;
      return new Columns(
          Arrays.copyOf(offsets, capacity),
          Arrays.copyOf(positions, capacity),
          Arrays.copyOf(timestamps, capacity));
    }
  }
}
