package io.motet.gearman.connection;

import io.motet.broker.socket.ByteOutput;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Keeps answers in the order of the requests though some take longer: clients match them by order
 * alone. While no answer is pending, everything goes straight through; else what comes meanwhile
 * waits behind the last pending one.
 *
 * <p>{@link #reserve} a place for an answer, later {@link #begin} it, write it, {@link #end} it.
 */
final class ReplyOrder implements ByteOutput {
  private static final int FIRST_PLACES = 16;
  private static final int SMALL_BYTES = 64;
  private static final long NONE = -1;

  private final ByteOutput out;
  private Place[] places = new Place[FIRST_PLACES];
  private long first;
  private long next;
  private long writing = NONE;

  private static final class Place {
    boolean done;

    /** The answer, where an earlier one is still pending. */
    ByteBuf answer;

    /** What was written after this place was reserved and before the next was. */
    ByteBuf after;
  }

  ReplyOrder(ByteOutput out) {
    this.out = out;
  }

  /** How many answers are pending. */
  int pending() {
    return (int) (next - first);
  }

  /** A place for the answer to the request at hand. */
  long reserve() {
    if (next - first == places.length) {
      grow();
    }
    int at = index(next);
    if (places[at] == null) {
      places[at] = new Place();
    }
    return next++;
  }

  private void grow() {
    Place[] more = new Place[places.length * 2];
    for (long at = first; at < next; at++) {
      more[(int) at & (more.length - 1)] = places[index(at)];
    }
    places = more;
  }

  private int index(long place) {
    return (int) place & (places.length - 1);
  }

  /** What is written from now on is the answer at that place. */
  void begin(long place) {
    writing = place;
  }

  /** The answer is whole. */
  void end() {
    places[index(writing)].done = true;
    writing = NONE;
    while (first < next && places[index(first)].done) {
      Place place = places[index(first++)];
      send(place.answer);
      send(place.after);
      place.answer = null;
      place.after = null;
      place.done = false;
    }
  }

  private void send(ByteBuf bytes) {
    if (bytes != null) {
      out.append(bytes);
    }
  }

  @Override
  public ByteBuf room(int sizeBytes) {
    if (first == next || writing == first) {
      return out.room(sizeBytes);
    }
    return held().ensureWritable(sizeBytes);
  }

  @Override
  public void append(ByteBuf bytes) {
    if (first == next || writing == first) {
      out.append(bytes);
    } else {
      held().writeBytes(bytes);
      bytes.release();
    }
  }

  private ByteBuf held() {
    if (writing != NONE) {
      Place place = places[index(writing)];
      if (place.answer == null) {
        place.answer = Unpooled.buffer(SMALL_BYTES);
      }
      return place.answer;
    }
    Place last = places[index(next - 1)];
    if (last.after == null) {
      last.after = Unpooled.buffer(SMALL_BYTES);
    }
    return last.after;
  }
}
