package io.motet.storage.log;

import io.motet.storage.log.segment.Segment;
import java.util.Arrays;
import java.util.List;

/** The segments of a log in order. Changed under the log's lock; any thread may read. */
final class SegmentList {
  private volatile Segment[] all;

  SegmentList(List<Segment> segments) {
    this.all = segments.toArray(Segment[]::new);
  }

  Segment[] all() {
    return all;
  }

  /** Null when there is none. */
  Segment last() {
    Segment[] now = all;
    return now.length == 0 ? null : now[now.length - 1];
  }

  /** The segment that has the offset, by its base; null before the first. */
  Segment floor(long offset) {
    Segment[] now = all;
    int low = 0;
    int high = now.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (now[middle].baseOffset() <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? null : now[low - 1];
  }

  /** The one behind it, or null. */
  Segment after(Segment segment) {
    Segment[] now = all;
    for (int i = 0; i < now.length; i++) {
      if (now[i].baseOffset() > segment.baseOffset()) {
        return now[i];
      }
    }
    return null;
  }

  void add(Segment segment) {
    Segment[] next = Arrays.copyOf(all, all.length + 1);
    next[all.length] = segment;
    all = next;
  }

  void removeFirst(int count) {
    all = Arrays.copyOfRange(all, count, all.length);
  }

  void replace(Segment old, Segment by) {
    Segment[] next = all.clone();
    for (int i = 0; i < next.length; i++) {
      if (next[i] == old) {
        next[i] = by;
      }
    }
    all = next;
  }

  void remove(Segment segment) {
    all = Arrays.stream(all).filter(one -> one != segment).toArray(Segment[]::new);
  }

  long sizeBytes() {
    long total = 0;
    for (Segment segment : all) {
      total += segment.sizeBytes();
    }
    return total;
  }
}
