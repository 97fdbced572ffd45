package io.motet.broker.queue;

import java.util.function.Consumer;

/** The deliveries that wait for settlement, oldest first: a list linked through the deliveries. */
final class Unacknowledged {
  private LocalDelivery first;
  private LocalDelivery last;
  private int size;

  int size() {
    return size;
  }

  /** The oldest, or null. */
  LocalDelivery first() {
    return first;
  }

  void add(LocalDelivery delivery) {
    delivery.linked = true;
    delivery.previous = last;
    if (last == null) {
      first = delivery;
    } else {
      last.next = delivery;
    }
    last = delivery;
    size++;
  }

  /** Takes it out; false when it is not in (any more). */
  boolean remove(LocalDelivery delivery) {
    if (!delivery.linked) {
      return false;
    }
    delivery.linked = false;
    if (delivery.previous == null) {
      first = delivery.next;
    } else {
      delivery.previous.next = delivery.next;
    }
    if (delivery.next == null) {
      last = delivery.previous;
    } else {
      delivery.next.previous = delivery.previous;
    }
    delivery.previous = null;
    delivery.next = null;
    size--;
    return true;
  }

  void forEach(Consumer<Entry> action) {
    for (LocalDelivery at = first; at != null; at = at.next) {
      action.accept(at);
    }
  }
}
