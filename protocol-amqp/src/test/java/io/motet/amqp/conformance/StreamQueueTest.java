package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Queues of type stream: everybody reads all of it, from a place of their choice. */
@SuppressWarnings("JavaUtilDate") // the client speaks no other
final class StreamQueueTest extends ConformanceTest {
  private static final String OFFSET = "x-stream-offset";

  private String declareStream(Map<String, Object> further) throws Exception {
    String name = queueName();
    Map<String, Object> arguments = new HashMap<>(further);
    arguments.put("x-queue-type", "stream");
    channel.queueDeclare(name, true, false, false, arguments);
    return name;
  }

  private Inbox read(String stream, Object from) throws Exception {
    Channel reader = newChannel();
    reader.basicQos(100);
    return Inbox.with(reader, stream, false, from == null ? Map.of() : Map.of(OFFSET, from));
  }

  private static long offset(Delivery delivery) {
    return (Long) delivery.getProperties().getHeaders().get(OFFSET);
  }

  @Test
  void readersGetAllOfItAgainAndAgainWithOffsets() throws Exception {
    String stream = declareStream(Map.of());
    publishConfirmed(stream, "a", "b", "c");
    for (int i = 0; i < 2; i++) {
      Inbox inbox = read(stream, "first");
      for (int at = 0; at < 3; at++) {
        Delivery delivery = inbox.next();
        assertThat(offset(delivery)).isEqualTo(at);
        assertThat(text(delivery.getBody())).isEqualTo(List.of("a", "b", "c").get(at));
        assertThat(delivery.getEnvelope().getRoutingKey()).isEqualTo(stream);
        assertThat(delivery.getEnvelope().getExchange()).isEmpty();
        assertThat(delivery.getEnvelope().isRedeliver()).isFalse();
        inbox.getChannel().basicAck(delivery.getEnvelope().getDeliveryTag(), false);
      }
    }
    awaitReady(stream, 3);
  }

  @Test
  void readingBeginsWhereTheArgumentSays() throws Exception {
    String stream = declareStream(Map.of());
    publishConfirmed(stream, "a", "b");
    publishConfirmed(stream, "c");
    Inbox fromTheSecond = read(stream, 1);
    assertThat(fromTheSecond.nextBodies(2)).containsExactly("b", "c");
    Inbox last = read(stream, "last");
    assertThat(last.nextBodies(1)).containsExactly("c");
    Inbox anHour = read(stream, "1h");
    assertThat(anHour.nextBodies(3)).containsExactly("a", "b", "c");
    Inbox since = read(stream, new Date(System.currentTimeMillis() - 3_600_000));
    assertThat(since.nextBodies(3)).containsExactly("a", "b", "c");
    Inbox later = read(stream, 4L);
    Inbox next = read(stream, "next");
    Inbox unsaid = read(stream, null);
    Inbox tomorrow = read(stream, new Date(System.currentTimeMillis() + 86_400_000));
    publishConfirmed(stream, "d", "e");
    assertThat(next.nextBodies(2)).containsExactly("d", "e");
    assertThat(unsaid.nextBodies(2)).containsExactly("d", "e");
    assertThat(tomorrow.nextBodies(2)).containsExactly("d", "e");
    assertThat(later.nextBodies(1)).containsExactly("e");
  }

  @Test
  void propertiesComeBackAsTheyWere() throws Exception {
    String stream = declareStream(Map.of());
    String exchange = declareExchange("topic");
    channel.queueBind(stream, exchange, "order.#");
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder()
            .contentType("text/plain")
            .contentEncoding("utf-8")
            .headers(Map.of("n", 5, "when", new Date(1_000_000_000_000L)))
            .deliveryMode(2)
            .priority(3)
            .correlationId("c")
            .replyTo("r")
            .messageId("m")
            .timestamp(new Date(1_000_000_000_000L))
            .type("t")
            .appId("a")
            .build();
    channel.basicPublish(exchange, "order.new", properties, bytes("body"));
    Delivery delivery = read(stream, "first").next();
    assertThat(delivery.getEnvelope().getExchange()).isEqualTo(exchange);
    assertThat(delivery.getEnvelope().getRoutingKey()).isEqualTo("order.new");
    Map<String, Object> headers = new HashMap<>(delivery.getProperties().getHeaders());
    assertThat(headers.remove(OFFSET)).isEqualTo(0L);
    assertThat(headers).isEqualTo(properties.getHeaders());
    assertThat(delivery.getProperties().builder().headers(properties.getHeaders()).build())
        .isEqualTo(properties);
    assertThat(text(delivery.getBody())).isEqualTo("body");
  }

  /** RabbitMQ sends all that was appended together, also beyond the limit. */
  @Test
  @DisabledIfSystemProperty(named = "motet.test.amqp", matches = ".+")
  void noMoreComesThanThePrefetchUntilAcknowledged() throws Exception {
    String stream = declareStream(Map.of());
    publishConfirmed(stream, "a", "b", "c", "d");
    channel.basicQos(2);
    Inbox inbox = Inbox.with(channel, stream, false, Map.of(OFFSET, "first"));
    Delivery first = inbox.next();
    Delivery second = inbox.next();
    channel.queueDeclarePassive(stream);
    assertThat(inbox.waiting()).isZero();
    // A refusal asks for more as an acknowledgement does; nothing comes again.
    channel.basicReject(first.getEnvelope().getDeliveryTag(), true);
    assertThat(text(inbox.next().getBody())).isEqualTo("c");
    channel.basicAck(second.getEnvelope().getDeliveryTag(), false);
    assertThat(text(inbox.next().getBody())).isEqualTo("d");
    channel.basicCancel(inbox.tag());
    publishConfirmed(stream, "e");
    assertThat(inbox.waiting()).isZero();
  }

  @Test
  void aTransactionAppendsAtItsCommit() throws Exception {
    String stream = declareStream(Map.of());
    Inbox inbox = read(stream, "first");
    channel.txSelect();
    publish(stream, "dropped");
    channel.txRollback();
    publish(stream, "a", "b");
    channel.txCommit();
    assertThat(inbox.nextBodies(2)).containsExactly("a", "b");
    inbox.getChannel().txSelect();
    inbox.getChannel().basicAck(0, true);
    inbox.getChannel().txCommit();
  }

  /** RabbitMQ 3.10 skips offsets here. */
  @Test
  @DisabledIfSystemProperty(named = "motet.test.amqp", matches = ".+")
  void manyAndLargeMessagesComeInOrder() throws Exception {
    String stream = declareStream(Map.of("x-stream-max-segment-size-bytes", 200_000));
    Channel confirming = newChannel();
    confirming.confirmSelect();
    byte[] body = new byte[1_000];
    int count = 3_000;
    for (int i = 0; i < count; i++) {
      body[0] = (byte) i;
      confirming.basicPublish("", stream, null, body);
    }
    confirming.basicPublish("", stream, null, new byte[150_000]);
    confirming.waitForConfirmsOrDie(60_000);
    Inbox inbox = read(stream, "first");
    for (int i = 0; i < count; i++) {
      Delivery delivery = inbox.next();
      assertThat(offset(delivery)).isEqualTo(i);
      assertThat(delivery.getBody()[0]).isEqualTo((byte) i);
      inbox.getChannel().basicAck(delivery.getEnvelope().getDeliveryTag(), false);
    }
    assertThat(inbox.next().getBody()).hasSize(150_000);
  }

  @Test
  void deletingItCancelsItsReaders() throws Exception {
    String stream = declareStream(Map.of());
    Inbox inbox = read(stream, "first");
    String exchange = declareExchange("direct");
    channel.queueBind(stream, exchange, "k");
    channel.queueDelete(stream);
    assertThat(inbox.cancelledByServer()).isTrue();
    channel.confirmSelect();
    channel.basicPublish(exchange, "k", null, bytes("nobody"));
    channel.waitForConfirmsOrDie(15_000);
  }

  @Test
  void theArgumentsMustBeRepeated() throws Exception {
    String stream = declareStream(Map.of("x-max-age", "7D"));
    Map<String, Object> same = Map.of("x-queue-type", "stream", "x-max-age", "7D");
    channel.queueDeclare(stream, true, false, false, same);
    assertChannelError(
        406,
        "PRECONDITION_FAILED - inequivalent arg 'x-max-age' for queue '"
            + stream
            + "' in vhost '/': received '8D' but current is '7D'",
        () ->
            channel.queueDeclare(
                stream, true, false, false, Map.of("x-queue-type", "stream", "x-max-age", "8D")));
  }

  @Test
  void aPrefetchIsNeeded() throws Exception {
    String stream = declareStream(Map.of());
    assertChannelError(
        406,
        "PRECONDITION_FAILED - consumer prefetch count is not set for 'queue '"
            + stream
            + "' in vhost '/''",
        () -> Inbox.on(channel, stream, false));
  }

  @Test
  void acknowledgementsAreNeeded() throws Exception {
    String stream = declareStream(Map.of());
    channel.basicQos(10);
    assertConnectionError(
        540,
        "NOT_IMPLEMENTED - automatic acknowledgement not supported by stream queues queue '"
            + stream
            + "' in vhost '/'",
        () -> Inbox.on(channel, stream, true));
  }

  @Test
  void theSharedLimitIsRefused() throws Exception {
    String stream = declareStream(Map.of());
    channel.basicQos(10);
    channel.basicQos(10, true);
    assertConnectionError(
        540,
        "NOT_IMPLEMENTED - queue '" + stream + "' in vhost '/' does not support global qos",
        () -> Inbox.on(channel, stream, false));
  }

  @Test
  void getIsRefused() throws Exception {
    String stream = declareStream(Map.of());
    assertConnectionError(
        540,
        "NOT_IMPLEMENTED - basic.get not supported by stream queues queue '"
            + stream
            + "' in vhost '/'",
        () -> channel.basicGet(stream, false));
  }

  @Test
  void purgeIsRefused() throws Exception {
    String stream = declareStream(Map.of());
    assertConnectionError(
        540,
        "NOT_IMPLEMENTED - queue.purge not supported by stream queues queue '"
            + stream
            + "' in vhost '/'",
        () -> channel.queuePurge(stream));
  }

  @Test
  void aPlaceThatIsNoneIsRefused() throws Exception {
    String stream = declareStream(Map.of());
    channel.basicQos(10);
    assertChannelError(
        406,
        "PRECONDITION_FAILED - invalid arg 'x-stream-offset' for queue '"
            + stream
            + "' in vhost '/': {invalid_stream_offset_arg,{longstr,<<\"5x\">>}}",
        () -> Inbox.with(channel, stream, false, Map.of(OFFSET, "5x")));
  }

  @Test
  void prioritiesAreRefused() throws Exception {
    String stream = declareStream(Map.of());
    channel.basicQos(10);
    assertChannelError(
        406,
        "PRECONDITION_FAILED - invalid arg 'x-priority' for queue '"
            + stream
            + "' in vhost '/' of queue type rabbit_stream_queue",
        () -> Inbox.with(channel, stream, false, Map.of("x-priority", 1)));
  }

  @Test
  void mustBeDurable() throws Exception {
    String name = queueName();
    assertChannelError(
        406,
        "PRECONDITION_FAILED - invalid property 'non-durable' for queue '"
            + name
            + "' in vhost '/'",
        () -> channel.queueDeclare(name, false, false, false, Map.of("x-queue-type", "stream")));
  }
}
