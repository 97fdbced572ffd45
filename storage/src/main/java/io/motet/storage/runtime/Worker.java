package io.motet.storage.runtime;

/** A running duty cycle. */
public interface Worker {
  /** Makes the cycle run soon. Any thread; cheap when it runs already. */
  void wake();

  /** Ends the cycle after the step it is in, and waits for that. Not from within the cycle. */
  void stop();
}
