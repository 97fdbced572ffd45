package io.motet.amqp.channel;

import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Queue;
import io.motet.broker.stats.MessageCounters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers deliveries, writes them to the client and notes those that wait for an acknowledgement.
 * On the channel's shard.
 */
final class DeliverySender {
  private static final String DELIVERY_COUNT_HEADER = "x-delivery-count";

  private final ChannelContext context;
  private final UnackedDeliveries unacked;
  private final MessageCounters counters;
  private final Tracer tracer;
  private long nextTag = 1;

  DeliverySender(
      ChannelContext context, UnackedDeliveries unacked, MessageCounters counters, Tracer tracer) {
    this.context = context;
    this.unacked = unacked;
    this.counters = counters;
    this.tracer = tracer;
  }

  static boolean countsDeliveries(Queue queue) {
    return queue.type().equals("quorum");
  }

  /**
   * basic.deliver.
   *
   * @param counted whether the client is told how often it was delivered before
   */
  void send(Utf8 consumerTag, Delivery delivery, boolean noAck, boolean counted) {
    long tag = nextTag++;
    Message message = delivery.message();
    boolean redelivered = delivery.redelivered();
    context
        .writer()
        .deliver(
            context.number(),
            consumerTag,
            tag,
            redelivered,
            message,
            counted ? withDeliveryCount(message, delivery.deliveryCount()) : null);
    counters.add(noAck ? MessageCounters.Kind.DELIVER_NO_ACK : MessageCounters.Kind.DELIVER, 1);
    sent(tag, delivery, noAck, redelivered);
  }

  /** basic.get-ok, for a message that was retained. */
  void sendGot(Delivery delivery, Message message, boolean noAck, GotFigures figures) {
    long tag = nextTag++;
    context
        .writer()
        .getOk(
            context.number(),
            tag,
            figures.redelivered,
            message,
            figures.counted ? withDeliveryCount(message, figures.deliveryCount) : null,
            figures.messagesLeft);
    counters.add(noAck ? MessageCounters.Kind.GET_NO_ACK : MessageCounters.Kind.GET, 1);
    if (tracer.active()) {
      tracer.delivered(message, figures.queue, figures.redelivered);
    }
    note(tag, delivery, noAck, figures.redelivered);
  }

  /** A reply that belongs to no queue: it takes no number of its own. */
  void sendReply(Utf8 consumerTag, Message message) {
    context.writer().deliver(context.number(), consumerTag, nextTag, false, message, null);
  }

  private void sent(long tag, Delivery delivery, boolean noAck, boolean redelivered) {
    if (tracer.active()) {
      tracer.delivered(delivery.message(), delivery.queue().name(), redelivered);
    }
    note(tag, delivery, noAck, redelivered);
  }

  private void note(long tag, Delivery delivery, boolean noAck, boolean redelivered) {
    if (redelivered) {
      counters.add(MessageCounters.Kind.REDELIVER, 1);
    }
    if (!noAck) {
      unacked.add(tag, delivery);
    }
  }

  private static MessageProperties withDeliveryCount(Message message, int count) {
    if (count == 0) {
      return null;
    }
    MessageProperties properties = message.properties();
    Map<String, Object> headers = new LinkedHashMap<>();
    if (properties.headers() != null) {
      headers.putAll(properties.headers());
    }
    headers.put(DELIVERY_COUNT_HEADER, (long) count);
    return properties.withHeaders(headers);
  }

  /**
   * What a get found, besides the message.
   *
   * @param counted whether the client is told the delivery count
   */
  record GotFigures(
      String queue, boolean redelivered, boolean counted, int deliveryCount, long messagesLeft) {}
}
