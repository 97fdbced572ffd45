package io.motet.storage.runtime;

/** A worker's job, cut into steps that never wait for anything but the disk. */
@FunctionalInterface
public interface DutyCycle {
  /** What {@link #doWork} returns when only a wake-up brings new work. */
  long UNTIL_WOKEN = Long.MAX_VALUE;

  /**
   * Does what there is to do now.
   *
   * @return nanoseconds until the next call, unless woken before; 0 to be called again at once
   */
  long doWork();
}
