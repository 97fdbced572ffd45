package io.motet.broker.topic;

/** What became of an append. */
public sealed interface AppendResult {
  /**
   * It is in the log; {@link Partition#highWatermark} says whether readers may see it yet.
   *
   * @param logAppendTimeMillis the broker's time if the topic stamps it, else -1
   * @param duplicate the producer had sent it before: these are the offsets of then
   */
  record Appended(
      long baseOffset,
      long lastOffset,
      long logAppendTimeMillis,
      long logStartOffset,
      boolean duplicate)
      implements AppendResult {}

  /**
   * It is not in the log, and nothing has changed.
   *
   * @param text for the client and the log
   */
  record Refused(AppendError error, String text) implements AppendResult {}
}
