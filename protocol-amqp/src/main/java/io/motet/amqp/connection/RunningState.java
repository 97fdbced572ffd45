package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.ConnectionMethod;
import io.motet.amqp.codec.Method;

/** The connection works in a virtual host; channels come and go. */
final class RunningState implements ControlState {
  private final AmqpConnection connection;

  RunningState(AmqpConnection connection) {
    this.connection = connection;
  }

  @Override
  public String name() {
    return "running";
  }

  @Override
  public boolean channelsOpen() {
    return true;
  }

  @Override
  public void method(Method method) {
    if (method instanceof ConnectionMethod.Close) {
      connection.closedByClient();
    } else if (method instanceof ConnectionMethod.UpdateSecret updateSecret) {
      connection.log().secretUpdated(updateSecret.reason());
      connection.send(new ConnectionMethod.UpdateSecretOk());
    } else {
      throw unexpected();
    }
  }

  @Override
  public void failed(AmqpException error, int classId, int methodId) {
    connection.log().connectionError(error, classId, methodId);
    connection.sendClose(error, classId, methodId, connection.closingTimeoutMillis());
  }
}
