package io.motet.zmtp.peer;

import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.codec.FrameSource;

/** Writes the frames of messages to peers. */
public final class FrameCopies {
  private FrameCopies() {}

  /** All frames; the last one ends the message. */
  public static void write(FrameSource frames, FrameOutput out) {
    write(frames, out, false);
  }

  /**
   * All frames.
   *
   * @param more whether frames of the same message follow
   */
  public static void write(FrameSource frames, FrameOutput out, boolean more) {
    int last = frames.count() - 1;
    for (int i = 0; i <= last; i++) {
      out.frame(more || i < last, frames.source(), frames.index(i), frames.length(i));
    }
  }
}
