package io.motet.broker.connection;

/** Written by the connection's shard, read by anyone (plain longs, released by opaque writes). */
public interface ConnectionCounters {
  long receivedBytes();

  long sentBytes();

  long receivedFrames();

  long sentFrames();

  long pendingSendBytes();
}
