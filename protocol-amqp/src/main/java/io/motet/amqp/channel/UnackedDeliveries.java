package io.motet.amqp.channel;

import io.motet.broker.queue.Delivery;
import java.util.Arrays;

/**
 * What a channel has delivered and the client has not settled, in order of delivery tags. Tags only
 * grow, so two parallel arrays and a search replace a map: adding and settling create no objects.
 * Settled entries leave holes, which go when they reach the front or when room is needed.
 *
 * <p>On the channel's shard; the size may be read by any thread.
 */
final class UnackedDeliveries {
  private static final int FIRST_CAPACITY = 16;

  private long[] tags = {};
  private Delivery[] deliveries = {};
  private int head;
  private int tail;
  private volatile int size;

  int size() {
    return size;
  }

  /** Places for deliveries, with holes and free ones. */
  int capacity() {
    return tags.length;
  }

  /** Adds a delivery; its tag must be greater than all before. */
  void add(long tag, Delivery delivery) {
    if (tail == tags.length) {
      makeRoom();
    }
    tags[tail] = tag;
    deliveries[tail] = delivery;
    tail++;
    resize(1);
  }

  /** Takes one out; null when the tag is unknown or settled. */
  Delivery remove(long tag) {
    int i = find(tag);
    if (i < 0) {
      return null;
    }
    Delivery delivery = deliveries[i];
    deliveries[i] = null;
    resize(-1);
    dropHoles();
    return delivery;
  }

  /**
   * Takes out all up to a tag, in order.
   *
   * @return false, and nothing is taken, when the tag itself is unknown or settled
   */
  boolean removeThrough(long tag, Taker taker) {
    int last = find(tag);
    if (last < 0) {
      return false;
    }
    removeRange(last, taker);
    return true;
  }

  /** Takes out everything, in order. */
  void removeAll(Taker taker) {
    removeRange(tail - 1, taker);
  }

  /** Puts back what was taken out, at its old place. */
  void restore(long tag, Delivery delivery) {
    if (tail == tags.length) {
      makeRoom();
    }
    int at = Arrays.binarySearch(tags, head, tail, tag);
    if (at >= 0) {
      deliveries[at] = delivery;
    } else {
      at = -at - 1;
      System.arraycopy(tags, at, tags, at + 1, tail - at);
      System.arraycopy(deliveries, at, deliveries, at + 1, tail - at);
      tags[at] = tag;
      deliveries[at] = delivery;
      tail++;
    }
    resize(1);
  }

  private void removeRange(int last, Taker taker) {
    for (int i = head; i <= last; i++) {
      Delivery delivery = deliveries[i];
      if (delivery != null) {
        deliveries[i] = null;
        resize(-1);
        taker.take(tags[i], delivery);
      }
    }
    dropHoles();
  }

  /** The index of an unsettled tag, or -1. */
  private int find(long tag) {
    if (size == 0) {
      return -1;
    }
    // Without no-ack deliveries and holes, the distance of the tags is the distance of the places.
    long guess = head + (tag - tags[head]);
    int i =
        guess >= head && guess < tail && tags[(int) guess] == tag
            ? (int) guess
            : Arrays.binarySearch(tags, head, tail, tag);
    return i >= 0 && deliveries[i] != null ? i : -1;
  }

  private void dropHoles() {
    while (head < tail && deliveries[head] == null) {
      head++;
    }
    if (head == tail) {
      head = 0;
      tail = 0;
    }
  }

  /** Moves all to the front without holes; doubles the arrays when that would gain too little. */
  private void makeRoom() {
    int capacity = size > tags.length / 2 ? tags.length * 2 : tags.length;
    capacity = Math.max(capacity, FIRST_CAPACITY);
    long[] newTags = new long[capacity];
    Delivery[] newDeliveries = new Delivery[capacity];
    int count = 0;
    for (int i = head; i < tail; i++) {
      if (deliveries[i] != null) {
        newTags[count] = tags[i];
        newDeliveries[count] = deliveries[i];
        count++;
      }
    }
    tags = newTags;
    deliveries = newDeliveries;
    head = 0;
    tail = count;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread
  private void resize(int change) {
    size += change;
  }

  /** Receives what is taken out. Must not add or remove. */
  @FunctionalInterface
  interface Taker {
    void take(long tag, Delivery delivery);
  }
}
