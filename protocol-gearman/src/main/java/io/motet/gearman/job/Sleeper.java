package io.motet.gearman.job;

/** A worker, as its functions see it. */
public interface Sleeper {
  /** Wakes it; false when it is awake or being woken already. */
  boolean wake();
}
