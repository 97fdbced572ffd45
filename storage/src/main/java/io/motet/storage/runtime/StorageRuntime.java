package io.motet.storage.runtime;

/** Clock, chance and workers for the storage engine. Thread-safe. */
public interface StorageRuntime {
  /** A clock for intervals, in nanoseconds. */
  long nanoTime();

  /** Wall-clock time, in milliseconds since 1970. */
  long currentTimeMillis();

  /** A number nobody can foresee; a simulation's comes from its seed. */
  int randomInt();

  /** Runs a cycle until it is stopped. */
  Worker start(String name, DutyCycle cycle);

  /** Lets the caller wait for a worker; called in a loop that tests a condition. */
  void pause();
}
