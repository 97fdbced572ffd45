package io.motet.kafka.wire;

import java.util.UUID;

/** Values that fields have before they are read or set. */
public final class Defaults {
  /** No bytes. */
  public static final byte[] NO_BYTES = {};

  /** No numbers. */
  public static final int[] NO_INTS = {};

  /** Kafka's "no id". */
  public static final UUID ZERO_UUID = new UUID(0, 0);

  private Defaults() {}
}
