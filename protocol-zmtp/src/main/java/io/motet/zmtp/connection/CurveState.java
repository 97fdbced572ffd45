package io.motet.zmtp.connection;

import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.CommandNames;
import io.motet.zmtp.codec.Metadata;
import io.motet.zmtp.curve.CurveServer;
import io.motet.zmtp.curve.CurveSession;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Mechanism CURVE (RFC 25, 26): HELLO, WELCOME, INITIATE, READY, then everything in boxes. The
 * client's long-term key says who it is.
 */
final class CurveState implements ConnectionState {
  private final ZmtpConnection connection;
  private final CurveServer server;
  private boolean welcomed;

  CurveState(ZmtpConnection connection) {
    this.connection = connection;
    server =
        new CurveServer(
            connection.services().broker().entropy(),
            connection.services().options().curve().secretKey());
  }

  @Override
  public String name() {
    return "curve handshake";
  }

  @Override
  public void command(Command command) {
    if (!welcomed && command.is(CommandNames.HELLO)) {
      welcomed = true;
      connection.output().command(CommandNames.WELCOME, server.welcome(command.data()));
    } else if (welcomed && command.is(CommandNames.INITIATE)) {
      initiate(server.initiate(command.data()));
    } else {
      ConnectionState.super.command(command);
    }
  }

  private void initiate(CurveServer.Client client) {
    CurveOptions options = connection.services().options().curve();
    String user = options.users().get(client.publicKey());
    if (user != null) {
      connection.admission().authenticated(PeerName.parse(user));
    } else if (options.unknownKeysAllowed()) {
      connection.admission().identifyAnonymous();
    } else {
      throw connection.admission().refusal("its key is not known");
    }
    ByteBuf properties = Unpooled.wrappedBuffer(client.metadata());
    connection.introduced(
        connection.admission().metadata(properties, 0, properties.readableBytes()));
    CurveSession session = server.session();
    byte[] ready = Metadata.encode(connection.session().socketType().complement());
    connection.output().command(CommandNames.READY, session.ready(ready));
    connection.secure(session);
    connection.opened();
  }
}
