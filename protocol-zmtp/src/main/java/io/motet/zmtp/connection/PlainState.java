package io.motet.zmtp.connection;

import io.motet.broker.user.User;
import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.CommandNames;
import io.motet.zmtp.codec.Metadata;
import io.motet.zmtp.codec.ZmtpException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Mechanism PLAIN (RFC 24): HELLO with name and password, WELCOME, INITIATE, READY. The name and
 * password are those of a user of the broker; see {@link PeerName} for what else a name can say.
 */
final class PlainState implements ConnectionState {
  private static final byte[] NO_BYTES = {};

  private final ZmtpConnection connection;
  private boolean welcomed;

  PlainState(ZmtpConnection connection) {
    this.connection = connection;
  }

  @Override
  public String name() {
    return "plain handshake";
  }

  @Override
  public void command(Command command) {
    if (!welcomed && command.is(CommandNames.HELLO)) {
      hello(command);
    } else if (welcomed && command.is(CommandNames.INITIATE)) {
      initiate(command);
    } else {
      ConnectionState.super.command(command);
    }
  }

  private void hello(Command command) {
    ByteBuf source = command.source();
    int at = command.dataIndex();
    int end = at + command.dataLength();
    byte[] name = field(source, at, end);
    byte[] password = field(source, at + 1 + name.length, end);
    if (at + 2 + name.length + password.length != end) {
      throw malformed();
    }
    check(new String(name, StandardCharsets.UTF_8), password);
  }

  private static byte[] field(ByteBuf source, int at, int end) {
    if (at >= end || at + 1 + source.getUnsignedByte(at) > end) {
      throw malformed();
    }
    byte[] field = new byte[source.getUnsignedByte(at)];
    source.getBytes(at + 1, field);
    return field;
  }

  private static ZmtpException malformed() {
    return new ZmtpException("malformed HELLO");
  }

  private void check(String text, byte[] password) {
    // Who exists under the whole text is meant, whatever signs are in the name.
    PeerName name =
        connection.admission().users().get(text) != null
            ? new PeerName(text, null, null)
            : PeerName.parse(text);
    connection.suspend();
    connection
        .admission()
        .users()
        .authenticate(name.user(), password)
        .whenCompleteAsync(
            (user, failure) -> {
              if (connection.state() == this) {
                connection.guarded(() -> checked(name, user, failure));
              }
              connection.resume();
            },
            connection.shard());
  }

  private void checked(PeerName name, User user, Throwable failure) {
    if (failure != null || user == null) {
      throw connection.admission().refusal("user '" + name.user() + "' - invalid credentials");
    }
    connection.admission().authenticated(name);
    welcomed = true;
    connection.output().command(CommandNames.WELCOME, NO_BYTES);
  }

  private void initiate(Command command) {
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
