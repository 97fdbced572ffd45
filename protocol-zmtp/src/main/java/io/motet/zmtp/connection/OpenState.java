package io.motet.zmtp.connection;

import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.CommandNames;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.peer.PeerRole;

/** The handshake is done: messages go to the peer's role. */
final class OpenState implements ConnectionState {
  private final ZmtpConnection connection;
  private final PeerRole role;

  OpenState(ZmtpConnection connection, PeerRole role) {
    this.connection = connection;
    this.role = role;
  }

  @Override
  public String name() {
    return "running";
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  PeerRole role() {
    return role;
  }

  @Override
  public void command(Command command) {
    if (command.is(CommandNames.PING)) {
      connection.heartbeats().ping(command);
    } else if (command.is(CommandNames.ERROR)) {
      connection.end("the peer sent ERROR");
    } else if (!command.is(CommandNames.PONG)) {
      role.command(command);
    }
  }

  @Override
  public void message(FrameList frames) {
    role.message(frames);
    connection.published();
  }
}
