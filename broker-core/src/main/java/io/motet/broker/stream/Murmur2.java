package io.motet.broker.stream;

/** The hash that Kafka's producers choose partitions by: a key goes where they put it. */
final class Murmur2 {
  private static final int SEED = 0x9747b28c;
  private static final int FACTOR = 0x5bd1e995;
  private static final int SHIFT = 24;

  private Murmur2() {}

  static int hash(byte[] data) {
    int hash = SEED ^ data.length;
    int whole = data.length & ~3;
    for (int at = 0; at < whole; at += 4) {
      int part =
          (data[at] & 0xff)
              | (data[at + 1] & 0xff) << 8
              | (data[at + 2] & 0xff) << 16
              | (data[at + 3] & 0xff) << 24;
      part *= FACTOR;
      part ^= part >>> SHIFT;
      hash = hash * FACTOR ^ part * FACTOR;
    }
    int rest = data.length - whole;
    for (int i = rest - 1; i >= 0; i--) {
      hash ^= (data[whole + i] & 0xff) << (8 * i);
    }
    if (rest > 0) {
      hash *= FACTOR;
    }
    hash ^= hash >>> 13;
    hash *= FACTOR;
    return hash ^ hash >>> 15;
  }
}
