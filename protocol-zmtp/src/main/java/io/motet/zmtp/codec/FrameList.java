package io.motet.zmtp.codec;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The frames of one message, as places in a buffer: no bytes are copied to look at them. Used again
 * for every message, so it is valid during the call it is handed to only. Not thread-safe.
 */
public final class FrameList implements FrameSource {
  private static final int FIRST_CAPACITY = 8;

  private ByteBuf source;
  private int base;
  private int count;
  private int[] offsets = new int[FIRST_CAPACITY];
  private int[] lengths = new int[FIRST_CAPACITY];

  /** Empties it. */
  public void clear() {
    count = 0;
    source = null;
  }

  /** Adds a frame at {@code offset} from the base that {@link #over} will name. */
  public void add(int offset, int length) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    offsets[count] = offset;
    lengths[count] = length;
    count++;
  }

  /** Says where the frames lie; the buffer is lent. */
  public FrameList over(ByteBuf buffer, int baseIndex) {
    source = buffer;
    base = baseIndex;
    return this;
  }

  @Override
  public ByteBuf source() {
    return source;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int index(int frame) {
    return base + offsets[frame];
  }

  @Override
  public int length(int frame) {
    return lengths[frame];
  }

  public boolean isEmpty(int frame) {
    return lengths[frame] == 0;
  }

  /** The first empty frame, or -1. */
  public int firstEmpty() {
    for (int i = 0; i < count; i++) {
      if (lengths[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Bytes of all frames from that one on. */
  public int sizeBytes(int fromFrame) {
    int sum = 0;
    for (int i = fromFrame; i < count; i++) {
      sum += lengths[i];
    }
    return sum;
  }

  /** Whether there is such a frame and it has exactly these bytes. */
  public boolean is(int frame, byte[] bytes) {
    if (frame >= count || lengths[frame] != bytes.length) {
      return false;
    }
    int at = index(frame);
    for (int i = 0; i < bytes.length; i++) {
      if (source.getByte(at + i) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** A copy of the frame. */
  public byte[] bytes(int frame) {
    byte[] copy = new byte[lengths[frame]];
    source.getBytes(index(frame), copy);
    return copy;
  }

  public String text(int frame) {
    return source.toString(index(frame), lengths[frame], StandardCharsets.UTF_8);
  }
}
