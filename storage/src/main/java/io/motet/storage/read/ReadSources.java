package io.motet.storage.read;

/** Finds the file that a position lies in. Thread-safe. */
@FunctionalInterface
public interface ReadSources {
  /** Returns null when the file is no longer in use. */
  ReadSource find(long position);
}
