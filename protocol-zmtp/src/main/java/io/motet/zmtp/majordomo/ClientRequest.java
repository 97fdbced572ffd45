package io.motet.zmtp.majordomo;

import io.motet.broker.rpc.ReplyKind;
import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.codec.FrameSource;
import io.motet.zmtp.message.MessageFrames;
import io.motet.zmtp.peer.FailureFrames;
import io.motet.zmtp.peer.FrameCopies;
import io.motet.zmtp.peer.KeptParts;
import java.nio.charset.StandardCharsets;

/** A client's request, and how its reply is written in the form that it came in. */
final class ClientRequest {
  private static final byte[] NO_BYTES = {};
  private static final byte[] PARTIAL = {2};
  private static final byte[] FINAL = {3};

  private final MajordomoVersion version;
  private final boolean emptyFirst;
  private final byte[] service;
  private final KeptParts parts;

  /**
   * @param emptyFirst whether it began with an empty frame
   * @param parts to keep parts of the reply in
   */
  ClientRequest(MajordomoVersion version, boolean emptyFirst, byte[] service, KeptParts parts) {
    this.parts = parts;
    this.version = version;
    this.emptyFirst = emptyFirst;
    this.service = service;
  }

  /**
   * A part of the reply: sent, or kept for the reply where the version has no parts.
   *
   * @return false when it is one too many
   */
  boolean partial(MessageFrames reply, FrameOutput out) {
    if (!version.hasPartials()) {
      return parts.add(reply.message());
    }
    head(PARTIAL, out);
    FrameCopies.write(reply, out);
    return true;
  }

  void complete(FrameSource reply, FrameOutput out) {
    head(FINAL, out);
    parts.write(out);
    FrameCopies.write(reply, out);
  }

  void failed(ReplyKind kind, String text, FrameOutput out) {
    forget();
    head(FINAL, out);
    FailureFrames.write(kind, text, out);
  }

  /** A reply of the broker's own: texts. */
  void answer(FrameOutput out, String... texts) {
    head(FINAL, out);
    for (int i = 0; i < texts.length; i++) {
      out.frame(i < texts.length - 1, texts[i].getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** A reply of the broker's own: a status, then frames. */
  void answer(FrameOutput out, String status, FrameSource body) {
    head(FINAL, out);
    out.frame(true, status.getBytes(StandardCharsets.US_ASCII));
    FrameCopies.write(body, out);
  }

  private void head(byte[] command, FrameOutput out) {
    if (emptyFirst) {
      out.frame(true, NO_BYTES);
    }
    out.frame(true, version.clientMark());
    if (version.hasPartials()) {
      out.frame(true, command);
    }
    out.frame(true, service);
  }

  /** Gives back the parts that were kept. */
  void forget() {
    parts.release();
  }
}
