package io.motet.storage.append;

import io.motet.storage.segment.Position;
import io.motet.storage.segment.SegmentTable;
import java.util.Arrays;

/**
 * Room given back by the records of one chunk, summed up by segment. It is really given back only
 * when the chunk is durable: a segment may be overwritten when nothing in it is alive, and a
 * settlement that a crash undoes must find its message in place.
 */
final class Releases {
  private static final int FIRST_CAPACITY = 8;
  private static final int LOOK_BACK = 8;

  /** Null where the segment is known already. */
  private Place[] places = new Place[FIRST_CAPACITY];

  private int[] segments = new int[FIRST_CAPACITY];
  private int[] copies = new int[FIRST_CAPACITY];
  private long[] bytes = new long[FIRST_CAPACITY];
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  /** Gives back one copy at a known position. */
  void add(long position, int sizeBytes) {
    add(null, Position.number(position), sizeBytes);
  }

  /** Gives back one copy in a chunk that has been handed over but not yet come back. */
  void add(Place place, int sizeBytes) {
    add(place, 0, sizeBytes);
  }

  private void add(Place place, int segment, int sizeBytes) {
    int entry = find(place, segment);
    copies[entry]++;
    bytes[entry] += sizeBytes;
  }

  private int find(Place place, int segment) {
    for (int i = count - 1; i >= Math.max(0, count - LOOK_BACK); i--) {
      if (places[i] == place && segments[i] == segment) {
        return i;
      }
    }
    if (count == segments.length) {
      grow();
    }
    places[count] = place;
    segments[count] = segment;
    copies[count] = 0;
    bytes[count] = 0;
    return count++;
  }

  private void grow() {
    int capacity = 2 * count;
    places = Arrays.copyOf(places, capacity);
    segments = Arrays.copyOf(segments, capacity);
    copies = Arrays.copyOf(copies, capacity);
    bytes = Arrays.copyOf(bytes, capacity);
  }

  /** Gives all back, and forgets it. */
  void apply(SegmentTable table) {
    for (int i = 0; i < count; i++) {
      int segment = places[i] == null ? segments[i] : places[i].segmentNumber();
      table.release(segment, copies[i], bytes[i]);
      places[i] = null;
    }
    count = 0;
  }
}
