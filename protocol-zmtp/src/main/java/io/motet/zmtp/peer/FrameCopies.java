package io.motet.zmtp.peer;

import io.motet.broker.rpc.ReplyKind;
import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.codec.FrameSource;
import java.nio.charset.StandardCharsets;

/** Writes the frames of messages to peers. */
public final class FrameCopies {
  /** The first frame of a message that says why there is no reply. */
  public static final String FAILURE = "x-reply";

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

  /** The frames that stand for a reply when there is none: a mark, the kind, a text. */
  public static void writeFailure(ReplyKind kind, String text, FrameOutput out) {
    out.frame(true, FAILURE.getBytes(StandardCharsets.US_ASCII));
    out.frame(true, kind.header().getBytes(StandardCharsets.US_ASCII));
    out.frame(false, text.getBytes(StandardCharsets.UTF_8));
  }
}
