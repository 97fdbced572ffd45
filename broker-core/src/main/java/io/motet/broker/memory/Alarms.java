package io.motet.broker.memory;

import java.util.Set;
import java.util.function.Consumer;

/** Why publishers are held back, if they are. Any thread. */
public interface Alarms {
  /** A reason to hold publishers back. */
  enum Alarm {
    /** AMQP clients are told {@code low on memory}. */
    MEMORY,
    /** AMQP clients are told {@code low on disk}. */
    DISK
  }

  /** Empty when publishers may go on. */
  Set<Alarm> active();

  /**
   * Calls the listener with the new set at every change, on the thread that caused it.
   *
   * @return stops it
   */
  Runnable onChange(Consumer<Set<Alarm>> listener);
}
