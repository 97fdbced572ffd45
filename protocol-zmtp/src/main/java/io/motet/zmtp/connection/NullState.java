package io.motet.zmtp.connection;

import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.CommandNames;
import io.motet.zmtp.codec.Metadata;

/**
 * Mechanism NULL: the peer says READY, and we answer when we know what it is (RFC 37, 3.1). Nobody
 * says who they are, so the peer is the anonymous user.
 */
final class NullState implements ConnectionState {
  private final ZmtpConnection connection;

  NullState(ZmtpConnection connection) {
    this.connection = connection;
  }

  @Override
  public String name() {
    return "null handshake";
  }

  @Override
  public void command(Command command) {
    if (!command.is(CommandNames.READY)) {
      ConnectionState.super.command(command);
    }
    connection.admission().identifyAnonymous();
    Metadata metadata =
        connection
            .admission()
            .metadata(command.source(), command.dataIndex(), command.dataLength());
    connection.introduced(metadata);
    connection
        .output()
        .command(
            CommandNames.READY, Metadata.encode(connection.session().socketType().complement()));
    connection.opened();
  }
}
