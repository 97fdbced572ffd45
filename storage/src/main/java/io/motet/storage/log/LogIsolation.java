package io.motet.storage.log;

/** How far a read goes. */
public enum LogIsolation {
  /** To the high watermark. */
  HIGH_WATERMARK,
  /** To the last stable offset. */
  COMMITTED,
  /** To the end. */
  LOG_END;

  long limit(LogEnd end) {
    return switch (this) {
      case HIGH_WATERMARK -> end.highWatermark();
      case COMMITTED -> end.lastStableOffset();
      case LOG_END -> end.endOffset();
    };
  }
}
