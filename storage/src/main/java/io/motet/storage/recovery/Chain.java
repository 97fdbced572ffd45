package io.motet.storage.recovery;

import io.motet.storage.segment.Segment;
import io.motet.storage.segment.SegmentKind;
import io.motet.storage.segment.SegmentTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The main segments in order, each naming the one before.
 *
 * <p>Where two name the same one, a crash cut the first off and the later start went on with the
 * second: the greater number counts.
 */
final class Chain {
  private final List<Segment> mains = new ArrayList<>();
  private final List<Segment> links = new ArrayList<>();

  Chain(SegmentTable segments) {
    for (Segment segment : segments.all()) {
      if (segment.header().kind() == SegmentKind.MAIN) {
        mains.add(segment);
      }
    }
  }

  /** Builds the chain from a segment on; false if that is not there. */
  boolean from(int number) {
    links.clear();
    for (Segment segment : mains) {
      if (segment.number() == number) {
        follow(segment);
        return true;
      }
    }
    return false;
  }

  /** Builds the chain from the segment that has none before it; false if there is none. */
  boolean fromBeginning() {
    links.clear();
    Segment first = successor(0);
    if (first == null) {
      return false;
    }
    follow(first);
    return true;
  }

  /** Builds the chain from the first segment at or after a number; for salvage. */
  boolean fromAnyAfter(int number) {
    links.clear();
    for (Segment segment : mains) {
      if (segment.number() >= number) {
        follow(segment);
        return true;
      }
    }
    return false;
  }

  /** Goes on behind a gap; for salvage. */
  void continueWith(Segment segment) {
    follow(segment);
  }

  private void follow(Segment first) {
    for (Segment next = first; next != null; next = successor(next.number())) {
      links.add(next);
    }
  }

  private Segment successor(int number) {
    Segment best = null;
    for (Segment segment : mains) {
      if (segment.header().previousNumber() == number && segment.number() > number) {
        best = segment;
      }
    }
    return best;
  }

  List<Segment> links() {
    return links;
  }

  boolean isEmpty() {
    return mains.isEmpty();
  }

  /** The first main segment behind the chain's end, or null. */
  Segment firstBeyond() {
    int last = links.get(links.size() - 1).number();
    for (Segment segment : mains) {
      if (segment.number() > last) {
        return segment;
      }
    }
    return null;
  }

  /** Main segments from a number on that are not in the chain: what crashes cut off. */
  List<Segment> cutOff(int fromNumber) {
    List<Segment> cutOff = new ArrayList<>(mains);
    cutOff.removeAll(links);
    cutOff.removeIf(segment -> segment.number() < fromNumber);
    return cutOff;
  }

  /** Takes the links behind a segment out of the chain. */
  void cutAfter(Segment segment) {
    links.subList(links.indexOf(segment) + 1, links.size()).clear();
  }
}
