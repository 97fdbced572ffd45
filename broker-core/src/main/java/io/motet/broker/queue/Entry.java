package io.motet.broker.queue;

import io.motet.broker.message.Message;
import io.motet.storage.journal.StoredMessage;

/**
 * One copy of a message in one queue, taken out of the ready messages: what a list keeps in
 * primitive arrays, here as fields. Reused as a cursor where nothing keeps it.
 */
class Entry {
  /** The journal has a record of the copy: its end must be recorded too. */
  static final int JOURNALED = 1;

  /** The position lies in scratch space. */
  static final int SCRATCH = 2;

  static final int FLAG_BITS = 2;

  long sequence;

  /** Where the copy itself stands; NOT_STORED while the message knows better. */
  long position = StoredMessage.NOT_STORED;

  /** Absolute, or 0 for never. */
  long expiresAtMillis;

  /** Null while the body is on disk only. */
  Message message;

  int encodedSizeBytes;
  int bodySizeBytes;
  int flags;
  int deliveryCount;
  int priority;

  final boolean journaled() {
    return (flags & JOURNALED) != 0;
  }

  final boolean scratch() {
    return (flags & SCRATCH) != 0;
  }

  /** Where the copy stands on disk, or NOT_STORED. */
  final long place() {
    if (position >= 0 || message == null) {
      return position;
    }
    return message.position();
  }

  final void set(Entry other) {
    sequence = other.sequence;
    position = other.position;
    expiresAtMillis = other.expiresAtMillis;
    message = other.message;
    encodedSizeBytes = other.encodedSizeBytes;
    bodySizeBytes = other.bodySizeBytes;
    flags = other.flags;
    deliveryCount = other.deliveryCount;
    priority = other.priority;
  }

  /** Sets it up for a message that has just come. */
  final void arrived(
      Message newMessage,
      long newSequence,
      long newExpiresAtMillis,
      int newPriority,
      boolean journal) {
    sequence = newSequence;
    position = StoredMessage.NOT_STORED;
    expiresAtMillis = newExpiresAtMillis;
    message = newMessage;
    encodedSizeBytes = newMessage.encodedSizeBytes();
    bodySizeBytes = newMessage.bodySizeBytes();
    flags = journal ? JOURNALED : 0;
    deliveryCount = 0;
    priority = newPriority;
  }

  /** A copy that may be kept. */
  final Entry keep() {
    Entry copy = new Entry();
    copy.set(this);
    return copy;
  }
}
