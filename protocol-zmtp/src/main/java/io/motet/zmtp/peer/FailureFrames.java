package io.motet.zmtp.peer;

import io.motet.broker.rpc.ReplyHeaders;
import io.motet.broker.rpc.ReplyKind;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.codec.FrameOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The three frames that stand for a reply when there is none: a mark, which is the name of the
 * header that says it elsewhere, the kind, and a text. Requesters get them, and workers may send
 * them.
 */
public final class FailureFrames {
  private static final int COUNT = 3;
  private static final byte[] MARK = bytes(ReplyHeaders.KIND);

  /** What a worker may say. */
  private static final List<ReplyKind> FROM_WORKERS =
      List.of(ReplyKind.FAILED, ReplyKind.EXCEPTION);

  private FailureFrames() {}

  /** Writes them as the end of a message. */
  public static void write(ReplyKind kind, String text, FrameOutput out) {
    out.frame(true, MARK);
    out.frame(true, bytes(kind.header()));
    out.frame(false, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What a worker's reply says.
   *
   * @param from where its body begins
   * @return {@link ReplyKind#COMPLETE} when it is no failure
   */
  static ReplyKind kind(FrameList reply, int from) {
    if (reply.count() == from + COUNT && reply.is(from, MARK)) {
      for (ReplyKind kind : FROM_WORKERS) {
        if (reply.is(from + 1, bytes(kind.header()))) {
          return kind;
        }
      }
    }
    return ReplyKind.COMPLETE;
  }

  /** Where the text is, in a reply that is a failure. */
  static int textFrame(int from) {
    return from + COUNT - 1;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
