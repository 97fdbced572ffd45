package io.motet.amqp.codec;

import io.netty.buffer.ByteBuf;

/**
 * Receives frames from a {@link FrameDecoder}. Buffers are lent for the call; indexes are absolute.
 * Implementations throw nothing.
 */
public interface FrameListener {
  /** A whole frame, of any type but a body. */
  void frame(int type, int channel, ByteBuf source, int index, int length);

  /**
   * The next bytes of a body frame: whole, or in parts as they come in.
   *
   * @param frameEnds whether the frame is complete, its end octet checked; {@code length} may be 0
   */
  void body(int channel, ByteBuf source, int index, int length, boolean frameEnds);

  /** The stream is out of step: no further frame follows. */
  void broken(AmqpException error, int channel);
}
