package io.motet.kafka.wire;

/** An answer that can tell the client to wait. */
public interface ThrottledMessage extends Message {
  /** For how long. */
  void setThrottleTimeMs(int millis);
}
