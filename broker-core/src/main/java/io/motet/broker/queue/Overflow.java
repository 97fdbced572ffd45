package io.motet.broker.queue;

/** What a full queue does with a message; {@code x-overflow}. */
public enum Overflow {
  /** Drops from the head, dead-lettering with reason {@code maxlen}. */
  DROP_HEAD,
  /** Refuses the new message; a confirming publisher is told. */
  REJECT_PUBLISH,
  /** The same, and the refused message is dead-lettered with reason {@code maxlen}. */
  REJECT_PUBLISH_DLX
}
