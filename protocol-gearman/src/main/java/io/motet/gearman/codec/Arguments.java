package io.motet.gearman.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The arguments of one packet, each ended by a zero byte but for the last, which takes the rest.
 * Reused for packet after packet; valid while the packet is.
 */
public final class Arguments {
  private static final byte[] EMPTY = {};

  private static final int MOST = 5;

  private final int[] starts = new int[MOST];
  private final int[] ends = new int[MOST];
  private ByteBuf source;

  /**
   * Finds the arguments.
   *
   * @param count how many there must be, the last one included, which may be empty
   * @return false when there are fewer
   */
  public boolean split(ByteBuf packet, int index, int length, int count) {
    source = packet;
    int end = index + length;
    int at = index;
    for (int i = 0; i < count - 1; i++) {
      int zero = packet.indexOf(at, end, (byte) 0);
      if (zero < 0) {
        return false;
      }
      starts[i] = at;
      ends[i] = zero;
      at = zero + 1;
    }
    starts[count - 1] = at;
    ends[count - 1] = end;
    return true;
  }

  public ByteBuf source() {
    return source;
  }

  /** Where an argument begins in {@link #source()}. */
  public int start(int argument) {
    return starts[argument];
  }

  public int length(int argument) {
    return ends[argument] - starts[argument];
  }

  /** A copy. */
  public byte[] bytes(int argument) {
    int length = length(argument);
    return length == 0 ? EMPTY : ByteBufUtil.getBytes(source, starts[argument], length);
  }

  /** The argument as text, up to a zero byte if it has one. */
  public String text(int argument) {
    int zero = source.indexOf(starts[argument], ends[argument], (byte) 0);
    int length = (zero < 0 ? ends[argument] : zero) - starts[argument];
    return source.toString(starts[argument], length, StandardCharsets.UTF_8);
  }

  /** Whether the argument is text that comes back the same. */
  public boolean isText(int argument) {
    return isText(bytes(argument));
  }

  /** Whether the bytes are UTF-8. */
  public static boolean isText(byte[] bytes) {
    for (byte each : bytes) {
      if (each < 0) {
        return decodes(bytes);
      }
    }
    return true;
  }

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * A decimal number at the beginning of an argument, as C's {@code atoi} reads it: what follows is
   * left out, and without digits it is 0.
   */
  public long number(int argument) {
    int at = starts[argument];
    boolean negative = at < ends[argument] && source.getByte(at) == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    for (; at < ends[argument]; at++) {
      int digit = source.getByte(at) - '0';
      if (digit < 0 || digit > 9 || value > Long.MAX_VALUE / 10 - 1) {
        break;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }
}
