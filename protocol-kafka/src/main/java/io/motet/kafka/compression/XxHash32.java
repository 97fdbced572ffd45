package io.motet.kafka.compression;

/** The hash that LZ4 frames have of their header; only for the two bytes that ours has. */
final class XxHash32 {
  private static final int PRIME_2 = 0x85EBCA77;
  private static final int PRIME_3 = 0xC2B2AE3D;
  private static final int PRIME_1 = 0x9E3779B1;
  private static final int PRIME_5 = 0x165667B1;

  private XxHash32() {}

  static int ofTwoBytes(int first, int second) {
    int hash = PRIME_5 + 2;
    hash = Integer.rotateLeft(hash + (first & 0xFF) * PRIME_5, 11) * PRIME_1;
    hash = Integer.rotateLeft(hash + (second & 0xFF) * PRIME_5, 11) * PRIME_1;
    hash = (hash ^ (hash >>> 15)) * PRIME_2;
    hash = (hash ^ (hash >>> 13)) * PRIME_3;
    return hash ^ (hash >>> 16);
  }
}
