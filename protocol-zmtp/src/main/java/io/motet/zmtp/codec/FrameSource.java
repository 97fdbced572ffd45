package io.motet.zmtp.codec;

import io.netty.buffer.ByteBuf;

/** The frames of a message, wherever it came from, as places in one buffer. */
public interface FrameSource {
  ByteBuf source();

  int count();

  /** Where the frame begins in {@link #source()}. */
  int index(int frame);

  int length(int frame);
}
