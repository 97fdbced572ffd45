package io.motet.amqp.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A long string field: any bytes. Compared by content. Its {@code toString} tells only the size,
 * since it may carry a secret.
 */
public final class LongString {
  public static final LongString EMPTY = new LongString(new byte[0]);

  private final byte[] bytes;

  private LongString(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array as it is; it must not change. */
  public static LongString of(byte[] bytes) {
    return new LongString(bytes);
  }

  public static LongString of(String text) {
    return new LongString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Not a copy: treat as constant. */
  public byte[] bytes() {
    return bytes;
  }

  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LongString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
