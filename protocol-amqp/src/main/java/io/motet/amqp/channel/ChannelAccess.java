package io.motet.amqp.channel;

import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.queue.Queue;
import io.motet.broker.user.Access;
import io.motet.broker.user.Users;
import java.util.Map;

/**
 * What the channel's user may do, and to which queues another connection has the exclusive right.
 * Every check throws {@link io.motet.amqp.codec.AmqpException} with RabbitMQ's text.
 */
final class ChannelAccess {
  private static final String DEFAULT_EXCHANGE_RESOURCE = "amq.default";

  private final ChannelContext context;
  private final Users users;
  private final String user;
  private final String virtualHost;
  private final Map<String, String> topicVariables;

  ChannelAccess(ChannelContext context) {
    this.context = context;
    this.users = context.broker().users();
    this.user = context.user();
    this.virtualHost = context.virtualHost().name();
    this.topicVariables = Map.of("username", user, "vhost", virtualHost);
  }

  void checkQueue(Access access, String queue) {
    check(access, "queue", queue);
  }

  void checkExchange(Access access, String exchange) {
    check(access, "exchange", exchange.isEmpty() ? DEFAULT_EXCHANGE_RESOURCE : exchange);
  }

  private void check(Access access, String kind, String name) {
    if (!users.may(user, virtualHost, access, name)) {
      throw ChannelErrors.refused(access, ChannelErrors.resource(kind, name, virtualHost), user);
    }
  }

  /** The further check on routing keys; passes for exchanges that are no topic exchanges. */
  void checkTopic(Access access, Exchange exchange, String routingKey) {
    if (!exchange.type().equals("topic")) {
      return;
    }
    if (!users.mayTopic(user, virtualHost, access, exchange.name(), routingKey, topicVariables)) {
      String resource =
          "topic '"
              + routingKey
              + "' in exchange '"
              + exchange.name()
              + "' in vhost '"
              + virtualHost
              + "'";
      throw ChannelErrors.refused(access, resource, user);
    }
  }

  /** Refuses what the default exchange cannot be asked for. */
  static void checkNotDefault(String exchange) {
    if (exchange.isEmpty()) {
      throw ChannelErrors.accessRefused("operation not permitted on the default exchange");
    }
  }

  /** Whether the user may claim to be somebody else in a message. */
  boolean mayImpersonate() {
    var account = users.get(user);
    return account != null && account.hasTag("impersonator");
  }

  /** The queue, which must exist and not be exclusive to another connection. */
  Queue usableQueue(String name) {
    Queue queue = context.virtualHost().queue(name);
    if (queue == null) {
      throw ChannelErrors.missing("queue", name, virtualHost);
    }
    if (queue.exclusiveOwner() != null && queue.exclusiveOwner() != context.connection()) {
      throw ChannelErrors.locked(name, virtualHost);
    }
    return queue;
  }
}
