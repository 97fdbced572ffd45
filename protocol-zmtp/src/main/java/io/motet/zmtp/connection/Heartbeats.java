package io.motet.zmtp.connection;

import io.motet.broker.shard.Shard;
import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.CommandNames;
import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.codec.ZmtpException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Tells a silent peer from a dead one (RFC 37, 3.9): pings it after a silence, and ends it when
 * nothing comes, be it in our time or in the one it has set itself with a PING. Any byte is a sign
 * of life. On the connection's shard.
 */
final class Heartbeats {
  private static final int TTL_BYTES = 2;
  private static final int MAX_CONTEXT_BYTES = 16;
  private static final int TTL_UNIT_MILLIS = 100;
  private static final byte[] PING_DATA = {0, 0};

  private final Shard shard;
  private final FrameOutput output;
  private final LongSupplier receivedBytes;
  private final BooleanSupplier reading;
  private final Runnable dead;
  private final long intervalMillis;
  private final long timeoutMillis;
  private Shard.Timer pingTimer;
  private Shard.Timer ttlTimer;
  private long ttlMillis;
  private long seenAtCheck;
  private long seenAtTtl;
  private boolean pinged;
  private boolean stopped;

  /**
   * @param reading whether bytes are taken now: silence that we cause does not count
   * @param intervalMillis 0 to send no PING
   * @param dead runs when the peer is taken for dead
   */
  Heartbeats(
      Shard shard,
      FrameOutput output,
      LongSupplier receivedBytes,
      BooleanSupplier reading,
      long intervalMillis,
      long timeoutMillis,
      Runnable dead) {
    this.shard = shard;
    this.output = output;
    this.receivedBytes = receivedBytes;
    this.reading = reading;
    this.intervalMillis = intervalMillis;
    this.timeoutMillis = timeoutMillis;
    this.dead = dead;
  }

  void start() {
    if (intervalMillis > 0) {
      await(intervalMillis);
    }
  }

  private void await(long millis) {
    seenAtCheck = receivedBytes.getAsLong();
    pingTimer = shard.schedule(millis, this::check);
  }

  private void check() {
    boolean silent = receivedBytes.getAsLong() == seenAtCheck && reading.getAsBoolean();
    if (!silent) {
      pinged = false;
      await(intervalMillis);
    } else if (pinged) {
      dead.run();
    } else {
      pinged = true;
      output.command(CommandNames.PING, PING_DATA);
      await(timeoutMillis);
    }
  }

  /**
   * The peer's PING: answers it, and takes note of how long the peer may be silent after it.
   *
   * @throws ZmtpException when it is malformed
   */
  void ping(Command command) {
    byte[] data = command.data();
    if (data.length < TTL_BYTES || data.length > TTL_BYTES + MAX_CONTEXT_BYTES) {
      throw new ZmtpException("malformed PING");
    }
    output.command(CommandNames.PONG, Arrays.copyOfRange(data, TTL_BYTES, data.length));
    ttlMillis = TTL_UNIT_MILLIS * (long) ((data[0] & 0xff) << 8 | (data[1] & 0xff));
    if (ttlTimer == null && ttlMillis > 0) {
      awaitTtl();
    }
  }

  private void awaitTtl() {
    seenAtTtl = receivedBytes.getAsLong();
    ttlTimer = shard.schedule(ttlMillis, this::checkTtl);
  }

  private void checkTtl() {
    ttlTimer = null;
    if (receivedBytes.getAsLong() == seenAtTtl && reading.getAsBoolean()) {
      dead.run();
    } else if (!stopped && ttlMillis > 0) {
      awaitTtl();
    }
  }

  void stop() {
    stopped = true;
    if (pingTimer != null) {
      pingTimer.cancel();
    }
    if (ttlTimer != null) {
      ttlTimer.cancel();
    }
  }
}
