package io.motet.storage.log;

/** What became of an append. */
public sealed interface LogAppend {
  /**
   * It is in the log.
   *
   * @param logAppendTimeMillis the log's own time if it stamps it, else -1
   * @param duplicate it was there before, at these offsets
   */
  record Appended(
      long baseOffset,
      long lastOffset,
      long logAppendTimeMillis,
      long logStartOffset,
      boolean duplicate)
      implements LogAppend {}

  /** It is not, and nothing has changed. */
  record Refused(LogError error, String text) implements LogAppend {}
}
