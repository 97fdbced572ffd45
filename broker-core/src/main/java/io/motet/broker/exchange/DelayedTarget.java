package io.motet.broker.exchange;

/**
 * A target that a message reaches only after a delay.
 *
 * @param waitingRoom where it waits
 * @param delayMillis from now; no upper limit
 */
public record DelayedTarget(MessageTarget waitingRoom, long delayMillis) implements MessageTarget {
  @Override
  public String name() {
    return waitingRoom.name();
  }
}
