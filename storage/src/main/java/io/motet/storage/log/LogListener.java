package io.motet.storage.log;

/** Told, on any thread and outside of locks, that a log has more for readers, or has ended. */
@FunctionalInterface
public interface LogListener {
  /** Must return at once. */
  void changed();
}
