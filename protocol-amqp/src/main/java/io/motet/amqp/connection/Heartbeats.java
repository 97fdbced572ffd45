package io.motet.amqp.connection;

import io.motet.broker.shard.Shard;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Sends a heartbeat when nothing else was sent for half the agreed time, and gives up on a peer
 * that sent nothing for two to two and a half times of it. One timer serves both. Looks at counts
 * that are kept anyway, so traffic costs nothing.
 */
final class Heartbeats {
  private static final int TICKS_PER_TIMEOUT = 4;

  private final Shard shard;
  private final long tickMillis;
  private final LongSupplier sentFrames;
  private final LongSupplier receivedBytes;
  private final BooleanSupplier reading;
  private final Runnable send;
  private final Runnable timedOut;
  private long lastSentFrames = -1;
  private long lastReceivedBytes = -1;
  private int silentTicks;
  private Shard.Timer timer;
  private boolean stopped;

  /**
   * @param intervalSeconds as negotiated, more than 0
   * @param reading false while the peer is not read, so that its silence says nothing
   */
  Heartbeats(
      Shard shard,
      int intervalSeconds,
      LongSupplier sentFrames,
      LongSupplier receivedBytes,
      BooleanSupplier reading,
      Runnable send,
      Runnable timedOut) {
    this.shard = shard;
    this.tickMillis = intervalSeconds * 500L;
    this.sentFrames = sentFrames;
    this.receivedBytes = receivedBytes;
    this.reading = reading;
    this.send = send;
    this.timedOut = timedOut;
  }

  void start() {
    timer = shard.schedule(tickMillis, this::tick);
  }

  void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel();
    }
  }

  private void tick() {
    if (stopped) {
      return;
    }
    if (peerSilentTooLong()) {
      timedOut.run();
      return;
    }
    long sent = sentFrames.getAsLong();
    if (sent == lastSentFrames || lastSentFrames < 0) {
      send.run();
    }
    lastSentFrames = sentFrames.getAsLong();
    start();
  }

  private boolean peerSilentTooLong() {
    long received = receivedBytes.getAsLong();
    boolean silent = received == lastReceivedBytes && reading.getAsBoolean();
    silentTicks = silent ? silentTicks + 1 : 0;
    lastReceivedBytes = received;
    return silentTicks >= TICKS_PER_TIMEOUT;
  }
}
