package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.MethodNames;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log lines of one connection, worded like RabbitMQ's, which people search for. Never holds a
 * password; what the client chose is stripped of control characters.
 */
final class ConnectionLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.motet.amqp.connection");

  private final AmqpConnection connection;

  ConnectionLog(AmqpConnection connection) {
    this.connection = connection;
  }

  void accepted() {
    LOG.info("accepting AMQP connection {} ({})", id(), connection.view().name());
  }

  void nameGiven() {
    String given = connection.session().connectionName();
    if (given != null) {
      LOG.info(
          "connection {} ({}) has a client-provided name: {}",
          id(),
          connection.view().name(),
          clean(given));
    }
  }

  void granted() {
    LOG.info(
        "connection {} ({}): user '{}' authenticated and granted access to vhost '{}'",
        id(),
        longName(),
        clean(connection.view().user()),
        clean(connection.view().virtualHost()));
  }

  void secretUpdated(String reason) {
    LOG.info(
        "connection {} ({}): user '{}' updated secret, reason: {}",
        id(),
        longName(),
        clean(connection.view().user()),
        clean(reason));
  }

  void refused(String state, String why) {
    LOG.error(
        "Error on AMQP connection {} ({}, state: {}): {}", id(), longName(), state, clean(why));
  }

  void connectionError(AmqpException error, int classId, int methodId) {
    LOG.error(
        "Error on AMQP connection {} ({}): operation {} caused a connection exception {}: {}",
        id(),
        longNameWithUser(),
        MethodNames.of(classId, methodId),
        lowerCase(error),
        clean(error.getMessage()));
  }

  void channelError(int channel, AmqpException error, int classId, int methodId) {
    LOG.error(
        "Channel error on connection {} ({}), channel {}: operation {} caused a channel exception"
            + " {}: {}",
        id(),
        longNameWithUser(),
        channel,
        MethodNames.of(classId, methodId),
        lowerCase(error),
        clean(error.getMessage()));
  }

  void fault(Throwable cause) {
    LOG.error("Error on AMQP connection {} ({})", id(), longNameWithUser(), cause);
  }

  void blocked(String reason) {
    LOG.warn(
        "connection {} ({}): publisher is blocked, broker is {}", id(), longNameWithUser(), reason);
  }

  void unblocked() {
    LOG.info("connection {} ({}): publisher is unblocked", id(), longNameWithUser());
  }

  void closing() {
    LOG.info("closing AMQP connection {} ({})", id(), longNameWithUser());
  }

  void closedWithoutData() {
    LOG.debug("closing AMQP connection {} ({}): no data received", id(), connection.view().name());
  }

  void closing(String why) {
    LOG.warn("closing AMQP connection {} ({}): {}", id(), longNameWithUser(), clean(why));
  }

  private String id() {
    return "<" + connection.view().id() + ">";
  }

  private String longName() {
    String given = connection.session().connectionName();
    return given == null
        ? connection.view().name()
        : connection.view().name() + " - " + clean(given);
  }

  private String longNameWithUser() {
    if (connection.session().virtualHost() == null) {
      return longName();
    }
    return longName()
        + ", vhost: '"
        + clean(connection.view().virtualHost())
        + "', user: '"
        + clean(connection.view().user())
        + "'";
  }

  private static String lowerCase(AmqpException error) {
    return error.code().name().toLowerCase(Locale.ROOT);
  }

  private static String clean(String text) {
    return text == null ? "" : text.replaceAll("\\p{Cntrl}", "?");
  }
}
