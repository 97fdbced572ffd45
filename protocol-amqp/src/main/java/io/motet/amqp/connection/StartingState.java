package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.ConnectionMethod;
import io.motet.amqp.codec.Dialect;
import io.motet.amqp.codec.LongString;
import io.motet.amqp.codec.Method;

/** The server has said who it is and waits to hear the same of the client. */
final class StartingState implements ControlState {
  private final AmqpConnection connection;

  StartingState(AmqpConnection connection) {
    this.connection = connection;
  }

  @Override
  public String name() {
    return "starting";
  }

  /** Says who the server is. */
  void start() {
    ConnectionServices services = connection.services();
    Dialect dialect = connection.dialect();
    connection.send(
        new ConnectionMethod.Start(
            dialect.major(),
            dialect.minor(),
            services.serverProperties(),
            LongString.of(String.join(" ", services.options().mechanisms())),
            LongString.of("en_US")));
  }

  @Override
  public void method(Method method) {
    if (method instanceof ConnectionMethod.Close) {
      connection.closedByClient();
      return;
    }
    if (!(method instanceof ConnectionMethod.StartOk startOk)) {
      throw unexpected();
    }
    connection.session().introduced(startOk.clientProperties(), startOk.mechanism());
    connection.log().nameGiven();
    SaslMechanism mechanism = SaslMechanism.named(startOk.mechanism());
    if (mechanism == null) {
      connection.refuse("unknown authentication mechanism '" + startOk.mechanism() + "'");
    } else if (!connection.services().options().mechanisms().contains(startOk.mechanism())) {
      connection.refuse("invalid authentication mechanism '" + startOk.mechanism() + "'");
    } else {
      SecuringState securing = new SecuringState(connection, mechanism);
      connection.enter(securing);
      securing.respond(startOk.response());
    }
  }

  @Override
  public void failed(AmqpException error, int classId, int methodId) {
    connection.refuse(error.replyText());
  }
}
