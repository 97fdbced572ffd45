package io.motet.zmtp.peer;

import io.motet.zmtp.codec.FrameList;

/** The frame that stands for a request in a worker's envelope: eight bytes. */
public final class JobIds {
  private static final int SIZE_BYTES = 8;

  private JobIds() {}

  public static byte[] encode(long id) {
    byte[] bytes = new byte[SIZE_BYTES];
    for (int i = 0; i < SIZE_BYTES; i++) {
      bytes[i] = (byte) (id >>> (8 * (SIZE_BYTES - 1 - i)));
    }
    return bytes;
  }

  /** Whether the frame can be one. */
  public static boolean is(FrameList frames, int frame) {
    return frames.length(frame) == SIZE_BYTES;
  }

  public static long decode(FrameList frames, int frame) {
    return frames.source().getLong(frames.index(frame));
  }
}
