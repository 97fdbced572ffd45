package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.ConnectionMethod;
import io.motet.amqp.codec.Method;

/** A close was sent or answered: waits for the peer's answer or end, and drops all else. */
final class ClosedState implements ControlState {
  private final AmqpConnection connection;

  ClosedState(AmqpConnection connection) {
    this.connection = connection;
  }

  @Override
  public String name() {
    return "closed";
  }

  @Override
  public boolean stopped() {
    return true;
  }

  @Override
  public void method(Method method) {
    if (method instanceof ConnectionMethod.CloseOk) {
      connection.closeSocket();
    } else if (method instanceof ConnectionMethod.Close) {
      connection.send(new ConnectionMethod.CloseOk());
    }
  }

  @Override
  public void failed(AmqpException error, int classId, int methodId) {
    // The peer is on its way out; what it got wrong no longer matters.
  }
}
