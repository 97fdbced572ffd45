package io.motet.storage.log.producer;

import io.motet.storage.log.batch.BatchHeader;

/** One producer in one log: its epoch, its last five batches, its open transaction. */
final class ProducerEntry {
  /** As many batches as an idempotent producer may have under way. */
  static final int REMEMBERED_BATCHES = 5;

  static final int NONE = -1;

  final long producerId;
  short epoch = NONE;
  int coordinatorEpoch = NONE;
  long lastTimestamp = NONE;
  long transactionFirstOffset = NONE;

  private final int[] lastSequences = new int[REMEMBERED_BATCHES];
  private final int[] offsetDeltas = new int[REMEMBERED_BATCHES];
  private final long[] lastOffsets = new long[REMEMBERED_BATCHES];
  private final long[] timestamps = new long[REMEMBERED_BATCHES];
  private int count;

  ProducerEntry(long producerId) {
    this.producerId = producerId;
  }

  int batches() {
    return count;
  }

  int lastSequence() {
    return count == 0 ? NONE : lastSequences[count - 1];
  }

  long lastOffset(int batch) {
    return lastOffsets[batch];
  }

  long baseOffset(int batch) {
    return lastOffsets[batch] - offsetDeltas[batch];
  }

  int lastSequence(int batch) {
    return lastSequences[batch];
  }

  int offsetDelta(int batch) {
    return offsetDeltas[batch];
  }

  long timestamp(int batch) {
    return timestamps[batch];
  }

  /** A newer epoch makes the sequence numbers of the old one worthless. */
  void enter(short newEpoch) {
    if (newEpoch != epoch) {
      epoch = newEpoch;
      count = 0;
    }
  }

  void remember(BatchHeader header) {
    remember(
        header.lastSequence(),
        header.lastOffsetDelta(),
        header.lastOffset(),
        header.maxTimestamp());
  }

  void remember(int lastSequence, int offsetDelta, long lastOffset, long timestamp) {
    if (count == REMEMBERED_BATCHES) {
      System.arraycopy(lastSequences, 1, lastSequences, 0, count - 1);
      System.arraycopy(offsetDeltas, 1, offsetDeltas, 0, count - 1);
      System.arraycopy(lastOffsets, 1, lastOffsets, 0, count - 1);
      System.arraycopy(timestamps, 1, timestamps, 0, count - 1);
      count--;
    }
    lastSequences[count] = lastSequence;
    offsetDeltas[count] = offsetDelta;
    lastOffsets[count] = lastOffset;
    timestamps[count] = timestamp;
    count++;
    lastTimestamp = timestamp;
  }

  /** Which remembered batch this one repeats, or -1. */
  int findDuplicate(BatchHeader header) {
    if (header.producerEpoch() != epoch) {
      return NONE;
    }
    for (int i = 0; i < count; i++) {
      int first = (lastSequences[i] - offsetDeltas[i]) & Integer.MAX_VALUE;
      if (first == header.baseSequence() && lastSequences[i] == header.lastSequence()) {
        return i;
      }
    }
    return NONE;
  }
}
