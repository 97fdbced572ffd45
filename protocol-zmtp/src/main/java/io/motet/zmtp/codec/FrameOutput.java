package io.motet.zmtp.codec;

import io.netty.buffer.ByteBuf;

/** Writes frames to a peer; which way depends on the mechanism. On the connection's shard. */
public interface FrameOutput {
  /**
   * A frame of a message.
   *
   * @param more whether another frame of the message follows
   */
  void frame(boolean more, byte[] body);

  /** The same with a body that lies in a buffer; a large one is retained until it is sent. */
  void frame(boolean more, ByteBuf source, int index, int length);

  /** A command. */
  void command(byte[] name, byte[] data);

  /** Frames and commands written so far. */
  long frames();
}
