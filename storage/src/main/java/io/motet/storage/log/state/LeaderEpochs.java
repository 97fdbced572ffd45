package io.motet.storage.log.state;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Which epoch's records begin where. Readers ask it whether what they have read is still what the
 * log holds. Changed under the log's lock; any thread may ask.
 */
public final class LeaderEpochs {
  /** Pairs of epoch and first offset, both increasing. */
  private volatile long[] pairs = {};

  /** A batch of that epoch begins there. */
  public void assign(int epoch, long startOffset) {
    long[] now = pairs;
    if (now.length == 0 || now[now.length - 2] < epoch) {
      long[] next = Arrays.copyOf(now, now.length + 2);
      next[now.length] = epoch;
      next[now.length + 1] = startOffset;
      pairs = next;
    }
  }

  /** The latest epoch that has a record, or -1. */
  public int latest() {
    long[] now = pairs;
    return now.length == 0 ? -1 : (int) now[now.length - 2];
  }

  /** The greatest epoch known that is not greater, or -1. */
  public int floor(int epoch) {
    long[] now = pairs;
    int found = -1;
    for (int i = 0; i < now.length && now[i] <= epoch; i += 2) {
      found = (int) now[i];
    }
    return found;
  }

  /** Where the records of the first later epoch begin, or the log's end. */
  public long endOf(int epoch, long logEndOffset) {
    long[] now = pairs;
    for (int i = 0; i < now.length; i += 2) {
      if (now[i] > epoch) {
        return now[i + 1];
      }
    }
    return logEndOffset;
  }

  /** Forgets epochs that begin at the end or behind it. */
  public void cut(long logEndOffset) {
    long[] now = pairs;
    int length = now.length;
    while (length > 0 && now[length - 1] >= logEndOffset) {
      length -= 2;
    }
    pairs = Arrays.copyOf(now, length);
  }

  void write(DataOutputStream out) throws IOException {
    long[] now = pairs;
    out.writeInt(now.length);
    for (long value : now) {
      out.writeLong(value);
    }
  }

  void read(DataInputStream in) throws IOException {
    long[] read = new long[in.readInt()];
    for (int i = 0; i < read.length; i++) {
      read[i] = in.readLong();
    }
    pairs = read;
  }
}
