package io.motet.storage.segment;

import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentSkipListMap;

/** The segments in use, by number, oldest first. Thread-safe. */
public final class SegmentTable {
  private final ConcurrentSkipListMap<Integer, Segment> segments = new ConcurrentSkipListMap<>();

  public void add(Segment segment) {
    segments.put(segment.number(), segment);
  }

  public void remove(Segment segment) {
    segments.remove(segment.number());
  }

  /** The segment a position lies in, or null when it is no longer in use. */
  public Segment get(int number) {
    return segments.get(number);
  }

  /** All, oldest first; changes meanwhile may or may not be seen. */
  public Collection<Segment> all() {
    return Collections.unmodifiableCollection(segments.values());
  }

  public int count() {
    return segments.size();
  }

  /** Sum of what is alive. */
  public long liveBytes() {
    long sum = 0;
    for (Segment segment : segments.values()) {
      sum += segment.liveBytes();
    }
    return sum;
  }

  /** Gives back what copies in a segment took. */
  public void release(int number, int copies, long bytes) {
    Segment segment = segments.get(number);
    if (segment != null) {
      segment.addLive(-copies, -bytes);
    }
  }
}
