package io.motet.gearman.message;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Job handles: {@code prefix:number}, for example {@code H:host:17}. Inside the broker a job is
 * known by its number.
 */
public final class JobHandles {
  /** What a handle that is none of ours is read as; no job has it. */
  public static final long NONE = 0;

  private static final int MOST_DIGITS = 18;

  private final String prefix;
  private final byte[] start;

  /**
   * @param prefix for example {@code H:host}
   */
  public JobHandles(String prefix) {
    this.prefix = prefix;
    this.start = (prefix + ":").getBytes(StandardCharsets.UTF_8);
  }

  public String prefix() {
    return prefix;
  }

  public String text(long number) {
    return prefix + ":" + number;
  }

  public byte[] bytes(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    byte[] handle = Arrays.copyOf(start, start.length + digits);
    long rest = number;
    for (int at = handle.length - 1; at >= start.length; at--) {
      handle[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return handle;
  }

  /** The job's number, or {@link #NONE}; a zero byte ends the handle. */
  public long number(ByteBuf source, int index, int length) {
    if (length <= start.length) {
      return NONE;
    }
    for (int i = 0; i < start.length; i++) {
      if (source.getByte(index + i) != start[i]) {
        return NONE;
      }
    }
    long number = 0;
    for (int i = start.length; i < length; i++) {
      int digit = source.getByte(index + i) - '0';
      if (digit == -'0' && i > start.length) {
        break;
      }
      if (digit < 0 || digit > 9 || i - start.length >= MOST_DIGITS) {
        return NONE;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** The job's number, or {@link #NONE}. */
  public long number(String handle) {
    if (handle == null || !handle.startsWith(prefix + ":")) {
      return NONE;
    }
    String digits = handle.substring(prefix.length() + 1);
    boolean number = !digits.isEmpty() && digits.length() <= MOST_DIGITS;
    number = number && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Long.parseLong(digits) : NONE;
  }
}
