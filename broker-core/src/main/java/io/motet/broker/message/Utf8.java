package io.motet.broker.message;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A short immutable name (exchange, routing key) in the encoding it has on the wire. Compared by
 * bytes, so that the hot path creates no strings; the string is made on first use.
 */
public final class Utf8 implements Comparable<Utf8> {
  public static final Utf8 EMPTY = new Utf8(new byte[0]);

  private final byte[] bytes;
  private final int hash;
  private String string;

  private Utf8(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  public static Utf8 of(String text) {
    Utf8 name = new Utf8(text.getBytes(StandardCharsets.UTF_8));
    name.string = text;
    return name;
  }

  /** The text, or as many whole characters of its beginning as fit into so many bytes. */
  public static Utf8 cut(String text, int maxBytes) {
    Utf8 whole = of(text);
    if (whole.length() <= maxBytes) {
      return whole;
    }
    int end = maxBytes;
    while ((whole.bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new Utf8(Arrays.copyOf(whole.bytes, end));
  }

  /** Copies {@code length} bytes at {@code index}; moves no reader index. */
  public static Utf8 copyOf(ByteBuf source, int index, int length) {
    if (length == 0) {
      return EMPTY;
    }
    byte[] bytes = new byte[length];
    source.getBytes(index, bytes);
    return new Utf8(bytes);
  }

  public int length() {
    return bytes.length;
  }

  public byte byteAt(int index) {
    return bytes[index];
  }

  public void writeTo(ByteBuf out) {
    out.writeBytes(bytes);
  }

  /** Whether the given bytes are this name; lets a cache be asked without making a name first. */
  public boolean equalTo(ByteBuf source, int index, int length) {
    if (length != bytes.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (source.getByte(index + i) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(Utf8 other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Utf8 that && hash == that.hash && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    String text = string;
    if (text == null) {
      text = new String(bytes, StandardCharsets.UTF_8);
      string = text;
    }
    return text;
  }
}
