package io.motet.zmtp.curve;

import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.CommandNames;

/**
 * MESSAGE as it goes over the wire (RFC 26): laid out like a command, but in a frame that is not
 * marked as one, as libzmq has it.
 */
final class CurveMessage {
  /** Octets before the number and the box. */
  static final int HEAD_BYTES = 1 + CommandNames.MESSAGE.length;

  private CurveMessage() {}

  /** The frame's body. */
  static byte[] encode(byte[] data) {
    byte[] body = new byte[HEAD_BYTES + data.length];
    body[0] = (byte) CommandNames.MESSAGE.length;
    System.arraycopy(CommandNames.MESSAGE, 0, body, 1, CommandNames.MESSAGE.length);
    System.arraycopy(data, 0, body, HEAD_BYTES, data.length);
    return body;
  }

  /** Whether that is what it is. */
  static boolean is(Command command) {
    return command.is(CommandNames.MESSAGE);
  }
}
