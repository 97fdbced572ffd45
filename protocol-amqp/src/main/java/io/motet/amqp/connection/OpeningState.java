package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.ConnectionMethod;
import io.motet.amqp.codec.Method;
import io.motet.amqp.codec.ReplyCode;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.vhost.VirtualHost;

/** The client is known and names the virtual host it wants to work in. */
final class OpeningState implements ControlState {
  private final AmqpConnection connection;

  OpeningState(AmqpConnection connection) {
    this.connection = connection;
  }

  @Override
  public String name() {
    return "opening";
  }

  @Override
  public void method(Method method) {
    if (method instanceof ConnectionMethod.Open open) {
      checkConnectionLimit();
      VirtualHost virtualHost = enter(open.virtualHost());
      connection.send(new ConnectionMethod.OpenOk());
      connection.enter(new RunningState(connection));
      connection.opened(virtualHost);
    } else if (method instanceof ConnectionMethod.Close) {
      connection.closedByClient();
    } else {
      throw unexpected();
    }
  }

  private void checkConnectionLimit() {
    int limit = connection.services().options().connectionMax();
    if (limit != 0 && connection.services().open().count() > limit) {
      throw notAllowed("connection refused: node connection limit (" + limit + ") is reached");
    }
  }

  private VirtualHost enter(String name) {
    FrontEndContext broker = connection.services().broker();
    String user = connection.session().user();
    VirtualHost virtualHost = broker.virtualHosts().get(name);
    if (virtualHost == null) {
      throw notAllowed("vhost " + name + " not found");
    }
    if (!broker.users().mayAccess(user, name)) {
      throw notAllowed("access to vhost '" + name + "' refused for user '" + user + "'");
    }
    checkLimit(virtualHost, user);
    return virtualHost;
  }

  private void checkLimit(VirtualHost virtualHost, String user) {
    long limit = virtualHost.connectionLimit();
    if (limit < 0) {
      return;
    }
    String name = virtualHost.name();
    long open =
        connection.services().broker().connections().all().stream()
            .filter(each -> each.virtualHost().equals(name))
            .count();
    if (open >= limit) {
      throw notAllowed(
          "access to vhost '"
              + name
              + "' refused for user '"
              + user
              + "': connection limit ("
              + limit
              + ") is reached");
    }
  }

  private static AmqpException notAllowed(String text) {
    return new AmqpException(ReplyCode.NOT_ALLOWED, text);
  }

  @Override
  public void failed(AmqpException error, int classId, int methodId) {
    connection.log().refused(name(), error.getMessage());
    connection.sendClose(error, classId, methodId, connection.closingTimeoutMillis());
  }
}
