package io.motet.zmtp.curve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Nonces of 24 octets: a text that says what for, then a number or octets of chance. */
final class Nonces {
  private Nonces() {}

  /**
   * @param prefix 16 characters
   */
  static byte[] numbered(String prefix, long number) {
    return ByteBuffer.allocate(Box.NONCE_BYTES)
        .put(prefix.getBytes(StandardCharsets.US_ASCII))
        .putLong(number)
        .array();
  }

  /**
   * @param prefix 8 characters
   * @param rest 16 octets
   */
  static byte[] of(String prefix, byte[] rest) {
    return ByteBuffer.allocate(Box.NONCE_BYTES)
        .put(prefix.getBytes(StandardCharsets.US_ASCII))
        .put(rest)
        .array();
  }
}
