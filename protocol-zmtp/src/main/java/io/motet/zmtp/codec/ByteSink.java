package io.motet.zmtp.codec;

import io.netty.buffer.ByteBuf;

/** Where encoded bytes go, in order. */
public interface ByteSink {
  /** A buffer with room for that many bytes, to be written to before the next call. */
  ByteBuf room(int sizeBytes);

  /** Takes over a buffer and its reference. */
  void append(ByteBuf bytes);
}
