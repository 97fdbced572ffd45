package io.motet.storage.log.state;

import java.util.Arrays;

/**
 * The files that a log had when the process started.
 *
 * @param hasState whether there is a file of its state
 */
@SuppressWarnings("ArrayRecordComponent")
public record LogInventory(long[] baseOffsets, boolean hasState) {
  /** No file at all. */
  public static final LogInventory EMPTY = new LogInventory(new long[0], false);

  /** The same with one more segment. */
  public LogInventory withSegment(long baseOffset) {
    long[] more = Arrays.copyOf(baseOffsets, baseOffsets.length + 1);
    more[baseOffsets.length] = baseOffset;
    Arrays.sort(more);
    return new LogInventory(more, hasState);
  }

  /** The same with the file of its state. */
  public LogInventory withState() {
    return new LogInventory(baseOffsets, true);
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return baseOffsets.length == 0 && !hasState;
  }
}
