package io.motet.zmtp.connection;

import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.codec.Metadata;
import io.motet.zmtp.codec.SocketType;
import io.motet.zmtp.codec.ZmtpException;

/**
 * ZMTP 2.0 (RFC 15): after the greeting each side sends its routing id as a message of one frame,
 * and that is all. There is no security, so the peer is the anonymous user.
 */
final class LegacyState implements ConnectionState {
  private static final byte[] NO_IDENTITY = {};

  private final ZmtpConnection connection;
  private final SocketType type;

  LegacyState(ZmtpConnection connection, SocketType type) {
    this.connection = connection;
    this.type = type;
    connection.outbound().room(1).writeByte(type.complement().legacyCode());
    connection.output().frame(false, NO_IDENTITY);
  }

  @Override
  public String name() {
    return "legacy handshake";
  }

  @Override
  public void command(Command command) {
    throw new ZmtpException("a command from a ZMTP 2.0 peer");
  }

  @Override
  public void message(FrameList frames) {
    if (frames.count() != 1) {
      throw new ZmtpException("a routing id of several frames");
    }
    connection.admission().identifyAnonymous();
    connection.introduced(Metadata.legacy(type, frames.bytes(0)));
    connection.opened();
  }
}
