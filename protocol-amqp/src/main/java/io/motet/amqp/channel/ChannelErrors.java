package io.motet.amqp.channel;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.ReplyCode;
import io.motet.broker.user.Access;
import java.util.Locale;

/** The errors that a channel raises itself. Texts are RabbitMQ 3.13's: clients compare them. */
final class ChannelErrors {
  private ChannelErrors() {}

  /** A resource as error texts call it, for example {@code queue 'q' in vhost '/'}. */
  static String resource(String kind, String name, String virtualHost) {
    return kind + " '" + name + "' in vhost '" + virtualHost + "'";
  }

  static AmqpException preconditionFailed(String text) {
    return new AmqpException(ReplyCode.PRECONDITION_FAILED, text);
  }

  static AmqpException accessRefused(String text) {
    return new AmqpException(ReplyCode.ACCESS_REFUSED, text);
  }

  static AmqpException notImplemented(String text) {
    return new AmqpException(ReplyCode.NOT_IMPLEMENTED, text);
  }

  static AmqpException notAllowed(String text) {
    return new AmqpException(ReplyCode.NOT_ALLOWED, text);
  }

  static AmqpException notFound(String text) {
    return new AmqpException(ReplyCode.NOT_FOUND, text);
  }

  static AmqpException missing(String kind, String name, String virtualHost) {
    return notFound("no " + resource(kind, name, virtualHost));
  }

  static AmqpException refused(Access access, String resource, String user) {
    return accessRefused(
        access.name().toLowerCase(Locale.ROOT)
            + " access to "
            + resource
            + " refused for user '"
            + user
            + "'");
  }

  static AmqpException locked(String queue, String virtualHost) {
    return new AmqpException(
        ReplyCode.RESOURCE_LOCKED,
        "cannot obtain exclusive access to locked "
            + resource("queue", queue, virtualHost)
            + ". It could be originally declared on another connection or the exclusive property"
            + " value does not match that of the original declaration.");
  }

  static AmqpException unknownDeliveryTag(long tag) {
    return preconditionFailed("unknown delivery tag " + Long.toUnsignedString(tag));
  }
}
