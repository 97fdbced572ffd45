package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.ConnectionMethod;
import io.motet.amqp.codec.LongString;
import io.motet.amqp.codec.Method;
import io.motet.amqp.codec.ReplyCode;
import io.motet.amqp.connection.SaslMechanism.Challenge;
import io.motet.amqp.connection.SaslMechanism.Credentials;
import io.motet.amqp.connection.SaslMechanism.Malformed;
import io.motet.broker.user.User;

/**
 * The client proves who it is. Frames are held while a password is checked, since that may take a
 * hash on another thread. A refused client is kept waiting, which slows down guessing.
 */
final class SecuringState implements ControlState {
  private static final String FAILURE_CLOSE = "authentication_failure_close";

  private final AmqpConnection connection;
  private final SaslMechanism mechanism;

  SecuringState(AmqpConnection connection, SaslMechanism mechanism) {
    this.connection = connection;
    this.mechanism = mechanism;
  }

  @Override
  public String name() {
    return "securing";
  }

  @Override
  public void method(Method method) {
    if (method instanceof ConnectionMethod.SecureOk secureOk) {
      respond(secureOk.response());
    } else if (method instanceof ConnectionMethod.Close) {
      connection.closedByClient();
    } else {
      throw unexpected();
    }
  }

  void respond(LongString response) {
    SaslMechanism.Step step = mechanism.respond(response.bytes());
    if (step instanceof Credentials credentials) {
      check(credentials);
    } else if (step instanceof Challenge challenge) {
      connection.send(new ConnectionMethod.Secure(LongString.of(challenge.text())));
    } else if (step instanceof Malformed malformed) {
      connection.refuse(malformed.reason());
    }
  }

  private void check(Credentials credentials) {
    connection.suspend();
    connection
        .services()
        .broker()
        .users()
        .authenticate(credentials.user(), credentials.password().bytes())
        .whenCompleteAsync(
            (user, failure) -> {
              if (connection.state() == this) {
                checked(credentials.user(), user, failure);
              }
              connection.resume();
            },
            connection.shard());
  }

  private void checked(String name, User user, Throwable failure) {
    if (failure != null) {
      refused("user '" + name + "' - " + failure.getMessage());
    } else if (user == null) {
      refused("user '" + name + "' - invalid credentials");
    } else if (!connection.mayConnectFromPeer(name)) {
      refused("user '" + name + "' can only connect via localhost");
    } else {
      connection.session().authenticated(name);
      TuningState tuning = new TuningState(connection);
      connection.enter(tuning);
      tuning.start();
    }
  }

  private void refused(String why) {
    String mechanismName = connection.session().mechanism();
    String logged = mechanismName + " login refused: " + why;
    if (connection.session().capability(FAILURE_CLOSE)) {
      connection.log().refused("starting", logged);
      AmqpException told =
          new AmqpException(
              ReplyCode.ACCESS_REFUSED,
              "Login was refused using authentication mechanism "
                  + mechanismName
                  + ". For details see the broker logfile.");
      connection.sendClose(told, 0, 0, connection.services().options().refusalDelayMillis());
    } else {
      connection.refuse(logged);
    }
  }

  @Override
  public void failed(AmqpException error, int classId, int methodId) {
    connection.refuse(error.replyText());
  }
}
