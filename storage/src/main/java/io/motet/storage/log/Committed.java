package io.motet.storage.log;

/** Told what became of waiting for the high watermark. */
@FunctionalInterface
public interface Committed {
  /**
   * @param failure null when it has been reached
   */
  void done(Throwable failure);
}
