package io.motet.amqp.connection;

import io.motet.amqp.codec.ConnectionMethod;

/**
 * Blocks and unblocks a publishing connection: stops reading it, and tells the client and the log.
 */
final class PublisherBlock implements PublishThrottle.Effects {
  private final AmqpConnection connection;
  private final InboundBytes inbound;
  private boolean told;

  PublisherBlock(AmqpConnection connection, InboundBytes inbound) {
    this.connection = connection;
    this.inbound = inbound;
  }

  @Override
  public void block(String reason) {
    inbound.hold(InboundBytes.BLOCKED);
    connection.log().blocked(reason);
    if (connection.session().capability("connection.blocked")) {
      told = true;
      connection.send(new ConnectionMethod.Blocked(reason));
    }
  }

  @Override
  public void unblock() {
    connection.log().unblocked();
    if (told) {
      told = false;
      connection.send(new ConnectionMethod.Unblocked());
    }
    inbound.release(InboundBytes.BLOCKED);
  }
}
