package io.motet.storage.read;

import io.motet.storage.journal.ReadCallback;
import java.util.Arrays;
import java.util.concurrent.Executor;

/** One call of {@code Journal.read}, with copies of its arrays. */
final class ReadRequest {
  private final long[] positions;
  private final int[] sizesBytes;
  private final Executor executor;
  private final ReadCallback callback;

  ReadRequest(
      long[] positions, int[] sizesBytes, int count, Executor executor, ReadCallback callback) {
    this.positions = Arrays.copyOf(positions, count);
    this.sizesBytes = Arrays.copyOf(sizesBytes, count);
    this.executor = executor;
    this.callback = callback;
  }

  int count() {
    return positions.length;
  }

  long position(int index) {
    return positions[index];
  }

  int sizeBytes(int index) {
    return sizesBytes[index];
  }

  Executor executor() {
    return executor;
  }

  ReadCallback callback() {
    return callback;
  }
}
