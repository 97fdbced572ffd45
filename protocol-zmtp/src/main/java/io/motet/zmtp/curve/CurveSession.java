package io.motet.zmtp.curve;

import io.motet.zmtp.codec.ZmtpException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The boxes of one connection after the handshake, both ways. Every box has a higher number than
 * the one before, so none can be sent twice. Not thread-safe.
 */
public final class CurveSession {
  /** The number before a box. */
  static final int NUMBER_BYTES = 8;

  private final byte[] sharedKey;
  private long lastSent;
  private long lastReceived;

  CurveSession(byte[] sharedKey, long lastReceived) {
    this.sharedKey = sharedKey;
    this.lastReceived = lastReceived;
  }

  /** The data of READY. */
  public byte[] ready(byte[] metadata) {
    return seal("CurveZMQREADY---", metadata);
  }

  /** The data of a MESSAGE: a number and a box. */
  byte[] seal(byte[] plaintext) {
    return seal("CurveZMQMESSAGES", plaintext);
  }

  private byte[] seal(String prefix, byte[] plaintext) {
    long number = ++lastSent;
    byte[] box = Box.seal(sharedKey, Nonces.numbered(prefix, number), plaintext);
    return ByteBuffer.allocate(NUMBER_BYTES + box.length).putLong(number).put(box).array();
  }

  /**
   * Opens the data of a MESSAGE.
   *
   * @throws ZmtpException when it is not the peer's next one
   */
  byte[] open(byte[] data) {
    if (data.length < NUMBER_BYTES + Box.OVERHEAD_BYTES + 1) {
      throw new ZmtpException("malformed CURVE MESSAGE");
    }
    long number = ByteBuffer.wrap(data).getLong();
    if (Long.compareUnsigned(number, lastReceived) <= 0) {
      throw new ZmtpException("a CURVE MESSAGE out of order");
    }
    byte[] box = Arrays.copyOfRange(data, NUMBER_BYTES, data.length);
    byte[] opened = Box.open(sharedKey, Nonces.numbered("CurveZMQMESSAGEC", number), box);
    if (opened == null) {
      throw new ZmtpException("a CURVE MESSAGE that does not open");
    }
    lastReceived = number;
    return opened;
  }
}
