package io.motet.zmtp.codec;

/** Takes what a {@link FrameDecoder} found. May throw {@link ZmtpException}. */
public interface FrameListener {
  /** A command; valid during the call. It may come between two frames of a message. */
  void command(Command command);

  /** A whole message; valid during the call. */
  void message(FrameList frames);
}
