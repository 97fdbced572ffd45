package io.motet.amqp.channel;

import io.motet.amqp.codec.AmqpMessageFormat;
import io.motet.amqp.codec.PropertiesView;
import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.reply.ReplyTargets;
import io.motet.broker.stats.MessageCounters;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Receives the content of publishes and hands messages to the channel's mode. All checks are done
 * when the header comes, before any of the body is taken; they go in RabbitMQ's order, so that the
 * same error wins. On the channel's shard.
 */
final class Publishing {
  private static final Utf8 REPLY_TO_SELF = Utf8.of(ReplyTargets.QUEUE_NAME);
  private static final int PERSISTENT = 2;
  private static final long NO_TTL = -1;

  private final ChannelContext context;
  private final ChannelSettings settings;
  private final ChannelAccess access;
  private final RouteCache routes;
  private final Routing routing;
  private final ReplyInbox inbox;
  private final Tracer tracer;
  private final MessageCounters counters;
  private final IncomingContent content;
  private final PropertiesView properties = new PropertiesView();
  private final RoutingHeaders routingHeaders = new RoutingHeaders();
  private final Utf8 user;

  private CachedRoute target;
  private boolean mandatory;
  private boolean immediate;
  private long arrivedAtMillis;
  private boolean persistent;
  private int priority;
  private long ttlMillis;
  private int propertiesBytes;
  private int bodyBytes;

  Publishing(
      ChannelContext context,
      ChannelSettings settings,
      ChannelAccess access,
      Routing routing,
      ReplyInbox inbox,
      Tracer tracer,
      MessageCounters counters) {
    this.context = context;
    this.settings = settings;
    this.access = access;
    this.routing = routing;
    this.inbox = inbox;
    this.tracer = tracer;
    this.counters = counters;
    this.routes = new RouteCache(context.virtualHost(), access);
    this.content = new IncomingContent(context.broker().contentAllocator(context.shard()));
    this.user = Utf8.of(context.user());
  }

  /** The method; nothing is checked yet, as RabbitMQ checks when the content is there. */
  void begin(
      ByteBuf source,
      int exchangeIndex,
      int exchangeLength,
      int keyIndex,
      int keyLength,
      boolean isMandatory,
      boolean isImmediate) {
    arrivedAtMillis = context.shard().currentTimeMillis();
    mandatory = isMandatory;
    immediate = isImmediate;
    target =
        routes.find(source, exchangeIndex, exchangeLength, keyIndex, keyLength, arrivedAtMillis);
  }

  /** The header: checks everything and takes the properties. */
  void header(ByteBuf source, int index, int length, long bodySizeBytes) {
    if (immediate) {
      throw ChannelErrors.notImplemented("immediate=true");
    }
    checkSize(bodySizeBytes);
    target.check();
    properties.wrap(source, index, length);
    ByteBuf edited = withReplyAddress(source, index, length);
    checkUser();
    Utf8 expiration = properties.expiration();
    ttlMillis = expiration == null ? NO_TTL : Expiration.parse(expiration);
    persistent = properties.deliveryMode() == PERSISTENT;
    priority = Math.max(0, properties.priority());
    if (properties.headersBytes() > 0) {
      routingHeaders.scan(
          edited == null ? source : edited, properties.headersIndex(), properties.headersBytes());
    } else {
      routingHeaders.clear();
    }
    if (routingHeaders.blind()) {
      edited =
          edited == null
              ? ContentProperties.withoutHeader(source, index, length, "BCC")
              : ContentProperties.withoutHeader(edited, 0, edited.readableBytes(), "BCC");
    }
    if (edited == null) {
      takeRoom(source, index, length, (int) bodySizeBytes);
    } else {
      takeRoom(edited, 0, edited.readableBytes(), (int) bodySizeBytes);
    }
  }

  private void checkSize(long bodySizeBytes) {
    int most = settings.maxMessageSizeBytes();
    if (Long.compareUnsigned(bodySizeBytes, most) > 0) {
      String limit =
          most == ChannelSettings.HIGHEST_MAX_MESSAGE_SIZE_BYTES
              ? "max size "
              : "configured max size ";
      throw ChannelErrors.preconditionFailed(
          "message size "
              + Long.toUnsignedString(bodySizeBytes)
              + " is larger than "
              + limit
              + most);
    }
  }

  /** Puts the real address in place of the name that stands for it; null when there is none. */
  private ByteBuf withReplyAddress(ByteBuf source, int index, int length) {
    if (!properties.replyToStartsWith(REPLY_TO_SELF)
        || !REPLY_TO_SELF.equals(properties.replyTo())) {
      return null;
    }
    ByteBuf edited = ContentProperties.withReplyTo(source, index, length, inbox.address());
    properties.wrap(edited, 0, edited.readableBytes());
    return edited;
  }

  private void checkUser() {
    Utf8 claimed = properties.userId();
    if (claimed != null && !claimed.equals(user) && !access.mayImpersonate()) {
      throw ChannelErrors.preconditionFailed(
          "user_id property set to '" + claimed + "' but authenticated user was '" + user + "'");
    }
  }

  private void takeRoom(ByteBuf source, int index, int length, int bodySizeBytes) {
    propertiesBytes = length;
    bodyBytes = bodySizeBytes;
    content.begin(source, index, length, bodySizeBytes);
  }

  /** The next bytes of the body. */
  void body(ByteBuf source, int index, int length) {
    content.append(source, index, length);
  }

  /** The content is whole: routes it and hands it to the mode. */
  void complete(ChannelMode mode) {
    Message message =
        new Message(
            target.exchangeName(),
            target.routingKey(),
            AmqpMessageFormat.INSTANCE,
            content.take(),
            content.offset(),
            propertiesBytes,
            bodyBytes,
            persistent,
            priority,
            ttlMillis,
            arrivedAtMillis);
    boolean unroutable;
    Route route;
    try {
      route = routeOf(message);
      unroutable = Routing.reachesNoQueue(route);
      count(route, unroutable);
      if (tracer.active()) {
        tracer.published(message, route);
      }
    } catch (RuntimeException e) {
      message.release();
      throw e;
    }
    mode.publish(message, route, unroutable && mandatory);
  }

  private void count(Route route, boolean unroutable) {
    counters.add(MessageCounters.Kind.PUBLISH, 1);
    MessageCounters ofExchange = target.exchange().counters();
    ofExchange.addShared(MessageCounters.Kind.PUBLISH_IN, 1);
    if (!unroutable) {
      ofExchange.addShared(MessageCounters.Kind.PUBLISH_OUT, route.targets().size());
    }
    if (unroutable && !mandatory) {
      counters.add(MessageCounters.Kind.DROP_UNROUTABLE, 1);
    }
  }

  private Route routeOf(Message message) {
    List<Utf8> furtherKeys = routingHeaders.keys();
    return furtherKeys.isEmpty()
        ? routing.route(target, message)
        : routing.route(target, message, furtherKeys);
  }

  /** Gives back the room of a content that will not be whole. */
  void abandon() {
    content.drop();
  }
}
