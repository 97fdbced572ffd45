package io.motet.broker.queue;

import io.motet.broker.message.Message;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All messages that wait in a queue, by priority and then sequence. A queue without priorities has
 * one list and pays for nothing else.
 */
final class ReadyMessages {
  private ReadyList[] lists = new ReadyList[1];

  /** No list above this one has messages. */
  private int top;

  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Adds a new message behind all others of its priority. */
  void add(Entry entry) {
    list(entry.priority).add(entry);
    added(entry.priority);
  }

  /** Puts a message back where it was; keeps the entry. */
  void giveBack(Entry entry) {
    list(entry.priority).giveBack(entry);
    added(entry.priority);
  }

  private void added(int priority) {
    size++;
    if (priority > top) {
      top = priority;
    }
  }

  private ReadyList list(int priority) {
    if (priority >= lists.length) {
      lists = Arrays.copyOf(lists, priority + 1);
    }
    ReadyList list = lists[priority];
    if (list == null) {
      list = new ReadyList();
      lists[priority] = list;
    }
    return list;
  }

  /** Number of priorities ever used, and one. */
  int listCount() {
    return lists.length;
  }

  /** The list of a priority, or null when it was never used. */
  ReadyList listAt(int priority) {
    return priority < lists.length ? lists[priority] : null;
  }

  /** The list whose message is first, or null. */
  ReadyList headList() {
    if (size == 0) {
      return null;
    }
    while (lists[top] == null || lists[top].size() == 0) {
      top--;
    }
    return lists[top];
  }

  /** Loads the first message without taking it; false when there is none. */
  boolean peek(Entry out) {
    ReadyList head = headList();
    if (head == null) {
      return false;
    }
    head.peek(out);
    out.priority = top;
    return true;
  }

  /** Takes the first message; false when there is none. */
  boolean poll(Entry out) {
    ReadyList head = headList();
    if (head == null) {
      return false;
    }
    head.poll(out);
    out.priority = top;
    size--;
    return true;
  }

  /** The priority of the first message; only when there is one. */
  int headPriority() {
    headList();
    return top;
  }

  /** Whether the message is here and its body on disk only. */
  boolean pagedOut(int priority, long sequence) {
    ReadyList list = listAt(priority);
    return list != null && list.pagedOut(sequence);
  }

  /** Puts a body back; returns its size. */
  int pageIn(int priority, long sequence, Message message) {
    return listAt(priority).pageIn(sequence, message);
  }

  /** Where a ready copy stands in the journal, or -1 when it is not here. */
  long place(int priority, long sequence) {
    ReadyList list = listAt(priority);
    long place = list == null ? -1 : list.place(sequence);
    // A copy stored under a priority that the queue has capped since stands lower.
    for (int p = lists.length - 1; place < 0 && p >= 0; p--) {
      place = lists[p] == null ? -1 : lists[p].place(sequence);
    }
    return place;
  }

  /** Notes a copy's new place; false when it is not here at the old one. */
  boolean moved(long sequence, long oldPosition, long newPosition) {
    for (ReadyList list : lists) {
      if (list != null && list.moved(sequence, oldPosition, newPosition)) {
        return true;
      }
    }
    return false;
  }

  /** Shows every message, in no promised order; the entry is a cursor. */
  void forEach(Consumer<Entry> action) {
    for (int priority = 0; priority < lists.length; priority++) {
      if (lists[priority] != null) {
        lists[priority].forEach(priority, action);
      }
    }
  }

  /**
   * Shows the messages of each priority from a sequence number on, in the order of the numbers,
   * until the action wants no more of that priority. The entry is a cursor.
   */
  void forEachFrom(long sequence, Predicate<Entry> action) {
    for (int priority = 0; priority < lists.length; priority++) {
      if (lists[priority] != null) {
        lists[priority].forEachFrom(priority, sequence, action);
      }
    }
  }

  /** The least sequence number, or the given one where there is no message. */
  long firstSequence(long none) {
    long first = none;
    Entry cursor = new Entry();
    for (ReadyList list : lists) {
      if (list != null && list.peek(cursor)) {
        first = Math.min(first, cursor.sequence);
      }
    }
    return first;
  }

  /** Takes one message from the middle; false when it has gone. */
  boolean remove(int priority, long sequence, Entry out) {
    ReadyList list = listAt(priority);
    if (list == null || !list.remove(sequence, out)) {
      return false;
    }
    out.priority = priority;
    size--;
    return true;
  }
}
