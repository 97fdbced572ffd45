package io.motet.kafka.connection;

import io.motet.kafka.api.ClientSession;
import io.motet.kafka.sasl.LoginProgress;
import io.motet.kafka.sasl.SaslExchange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * The login of a client before 1.0, which sends its tokens as frames without a request around them.
 * Of one connection, on its shard.
 */
final class BareTokenLogin {
  private final KafkaConnection connection;
  private final ConnectionServices services;
  private boolean underWay;

  BareTokenLogin(KafkaConnection connection, ConnectionServices services) {
    this.connection = connection;
    this.services = services;
  }

  /** Whether the next frame is a token. */
  boolean takesNext() {
    return connection.session().attachment(LoginProgress.class)
        == LoginProgress.AGREED_ON_BARE_TOKEN;
  }

  /** Whether a token is looked at; what comes behind it waits. */
  boolean isUnderWay() {
    return underWay;
  }

  /** Releases the frame. */
  void take(ByteBuf frame) {
    byte[] token = ByteBufUtil.getBytes(frame);
    frame.release();
    underWay = true;
    SaslExchange exchange = connection.session().attachment(SaslExchange.class);
    exchange
        .step(token, connection.peerAddress().getAddress())
        .thenAccept(step -> connection.shard().run(() -> stepped(exchange, step)));
  }

  private void stepped(SaslExchange exchange, SaslExchange.Step step) {
    underWay = false;
    if (connection.isClosed()) {
      return;
    }
    String failure = step.user() == null ? step.failure() : logIn(exchange, step);
    if (failure != null) {
      connection.close(failure);
      return;
    }
    connection.send(step.answer());
    connection.answered();
  }

  /** Null when all is well. */
  private String logIn(SaslExchange exchange, SaslExchange.Step step) {
    ClientSession session = connection.session();
    session.attach(LoginProgress.class, null);
    session.attach(SaslExchange.class, null);
    return services
        .logins()
        .logIn(
            session,
            exchange,
            step,
            connection.peerAddress().getAddress(),
            connection.shard().currentTimeMillis(),
            false)
        .failure();
  }
}
