package io.motet.gearman.codec;

import io.netty.buffer.ByteBuf;

/** Takes what a {@link PacketDecoder} finds. */
public interface PacketListener {
  /**
   * A whole request packet.
   *
   * @param source valid during the call; its indexes must not be moved
   * @param index where the packet's data begins
   * @param length of the data, in bytes
   */
  void packet(int type, ByteBuf source, int index, int length);

  /** A line of the text protocol, without its end. */
  void text(String line);

  /** A packet with the magic of responses, which only servers send; its data was skipped. */
  void responseMagic();

  /** A packet that says it is larger than allowed; nothing is read after it. */
  void tooLarge(long sizeBytes);

  /** What came is neither a packet nor a line; nothing is read after it. */
  void notGearman(String why);
}
