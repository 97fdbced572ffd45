package io.motet.storage.support;

import io.motet.storage.journal.StoredMessage;
import io.netty.buffer.ByteBuf;

/** A message of given bytes. */
public final class TestMessage extends StoredMessage {
  private final byte[] bytes;

  public TestMessage(byte[] bytes) {
    this.bytes = bytes;
  }

  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int encodedSizeBytes() {
    return bytes.length;
  }

  @Override
  public void encode(ByteBuf out) {
    out.writeBytes(bytes);
  }
}
