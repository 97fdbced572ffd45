package io.motet.zmtp.majordomo;

import io.motet.broker.message.Message;
import io.motet.broker.rpc.ReplyKind;
import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.codec.FrameSource;
import io.motet.zmtp.message.MessageFrames;
import io.motet.zmtp.peer.FrameCopies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client's request, and how its reply is written in the form that it came in. */
final class ClientRequest {
  private static final byte[] NO_BYTES = {};
  private static final byte[] PARTIAL = {2};
  private static final byte[] FINAL = {3};

  private final MajordomoVersion version;
  private final boolean emptyFirst;
  private final byte[] service;
  private List<Message> parts;

  /**
   * @param emptyFirst whether it began with an empty frame
   */
  ClientRequest(MajordomoVersion version, boolean emptyFirst, byte[] service) {
    this.version = version;
    this.emptyFirst = emptyFirst;
    this.service = service;
  }

  /** A part of the reply: sent, or kept for the reply where the version has no parts. */
  void partial(MessageFrames reply, FrameOutput out) {
    if (version.hasPartials()) {
      head(PARTIAL, out);
      FrameCopies.write(reply, out);
    } else {
      if (parts == null) {
        parts = new ArrayList<>();
      }
      parts.add(reply.message().retain());
    }
  }

  void complete(FrameSource reply, FrameOutput out) {
    head(FINAL, out);
    if (parts != null) {
      MessageFrames part = new MessageFrames();
      parts.forEach(kept -> FrameCopies.write(part.read(kept), out, true));
      forget();
    }
    FrameCopies.write(reply, out);
  }

  void failed(ReplyKind kind, String text, FrameOutput out) {
    forget();
    head(FINAL, out);
    FrameCopies.writeFailure(kind, text, out);
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
    if (parts != null) {
      parts.forEach(Message::release);
      parts = null;
    }
  }
}
