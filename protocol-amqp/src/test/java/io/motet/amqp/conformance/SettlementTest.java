package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** basic.ack, nack, reject and recover, and what happens to what was not settled. */
final class SettlementTest extends ConformanceTest {
  private List<Delivery> take(Channel from, String queue, int count) throws Exception {
    Inbox inbox = Inbox.on(from, queue, false);
    List<Delivery> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(inbox.next());
    }
    from.basicCancel(inbox.tag());
    return taken;
  }

  private static long tag(Delivery delivery) {
    return delivery.getEnvelope().getDeliveryTag();
  }

  private List<String> drain(String queue) throws Exception {
    Channel draining = newChannel();
    List<String> bodies = new ArrayList<>();
    for (GetResponse got = draining.basicGet(queue, true);
        got != null;
        got = draining.basicGet(queue, true)) {
      bodies.add(text(got) + (got.getEnvelope().isRedeliver() ? "*" : ""));
    }
    draining.close();
    return bodies;
  }

  @Test
  void acknowledgedMessagesAreGone() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a", "b", "c");
    List<Delivery> taken = take(channel, queue, 3);
    channel.basicAck(tag(taken.get(1)), false);
    channel.close();
    channel = newChannel();
    awaitReady(queue, 2);
    assertThat(drain(queue)).containsExactly("a*", "c*");
  }

  @Test
  void multipleCoversAllBefore() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a", "b", "c", "d");
    List<Delivery> taken = take(channel, queue, 4);
    channel.basicAck(tag(taken.get(2)), true);
    channel.close();
    channel = newChannel();
    awaitReady(queue, 1);
    assertThat(drain(queue)).containsExactly("d*");
  }

  @Test
  void multipleZeroCoversEverything() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a", "b");
    take(channel, queue, 2);
    channel.basicAck(0, true);
    channel.basicAck(0, true);
    channel.close();
    channel = newChannel();
    assertThat(drain(queue)).isEmpty();
  }

  @Test
  void aTagSettlesOnce() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a");
    long tag = tag(take(channel, queue, 1).get(0));
    channel.basicAck(tag, false);
    assertChannelError(
        406,
        "PRECONDITION_FAILED - unknown delivery tag " + tag,
        () -> channel.basicAck(tag, false));
  }

  @Test
  void unknownTagsAreRefused() throws Exception {
    assertChannelError(
        406,
        "PRECONDITION_FAILED - unknown delivery tag 7",
        () -> channel.basicNack(7, true, true));
    Channel rejecting = newChannel();
    assertChannelError(
        rejecting,
        406,
        "PRECONDITION_FAILED - unknown delivery tag 7",
        () -> rejecting.basicReject(7, true));
  }

  @Test
  void multipleNeedsItsOwnTag() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a");
    take(channel, queue, 1);
    assertChannelError(
        406, "PRECONDITION_FAILED - unknown delivery tag 9", () -> channel.basicAck(9, true));
    channel = newChannel();
    awaitReady(queue, 1);
  }

  @Test
  void noAckDeliveriesCannotBeAcknowledged() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a");
    long tag = tag(Inbox.on(channel, queue, true).next());
    assertChannelError(
        406,
        "PRECONDITION_FAILED - unknown delivery tag " + tag,
        () -> channel.basicAck(tag, false));
  }

  @Test
  void requeuedMessagesKeepTheirPlace() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a", "b", "c", "d", "e");
    List<Delivery> taken = take(channel, queue, 4 + 1);
    channel.basicReject(tag(taken.get(3)), true);
    channel.basicNack(tag(taken.get(1)), false, true);
    awaitReady(queue, 2);
    assertThat(drain(queue)).containsExactly("b*", "d*");
    channel.basicNack(0, true, true);
    awaitReady(queue, 3);
    assertThat(drain(queue)).containsExactly("a*", "c*", "e*");
  }

  @Test
  void requeuedComeBeforeWhatWaits() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a", "b");
    GetResponse a = channel.basicGet(queue, false);
    channel.basicReject(a.getEnvelope().getDeliveryTag(), true);
    awaitReady(queue, 2);
    assertThat(drain(queue)).containsExactly("a*", "b");
  }

  @Test
  void rejectedMessagesAreGone() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a", "b");
    List<Delivery> taken = take(channel, queue, 2);
    channel.basicReject(tag(taken.get(0)), false);
    channel.basicNack(tag(taken.get(1)), true, false);
    channel.close();
    channel = newChannel();
    assertThat(drain(queue)).isEmpty();
  }

  @Test
  void rejectedMessagesAreDeadLettered() throws Exception {
    String dead = declareQueue();
    String queue =
        declareQueue(Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", dead));
    publishConfirmed(queue, "a");
    channel.basicReject(tag(take(channel, queue, 1).get(0)), false);
    awaitReady(dead, 1);
    Map<String, Object> headers = channel.basicGet(dead, true).getProps().getHeaders();
    assertThat(headers.get("x-first-death-reason").toString()).isEqualTo("rejected");
    assertThat(headers.get("x-first-death-queue").toString()).isEqualTo(queue);
    assertThat(headers.get("x-first-death-exchange").toString()).isEmpty();
    Map<?, ?> death = (Map<?, ?>) ((List<?>) headers.get("x-death")).get(0);
    assertThat(death.get("count")).isEqualTo(1L);
    assertThat(death.get("reason").toString()).isEqualTo("rejected");
    assertThat(death.get("queue").toString()).isEqualTo(queue);
    assertThat(death.get("routing-keys").toString()).isEqualTo("[" + queue + "]");
  }

  @Test
  void channelCloseRequeuesInOrder() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a", "b", "c");
    Channel closing = newChannel();
    closing.basicQos(2);
    take(closing, queue, 2);
    closing.close();
    awaitReady(queue, 3);
    assertThat(drain(queue)).containsExactly("a*", "b*", "c");
  }

  @Test
  void lostConnectionsRequeue() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a", "b");
    var dying = newConnection();
    take(dying.createChannel(), queue, 2);
    dying.abort();
    awaitReady(queue, 2);
    assertThat(drain(queue)).containsExactly("a*", "b*");
  }

  @Test
  void recoverRequeuesEverything() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a", "b");
    take(channel, queue, 2);
    channel.basicRecover();
    awaitReady(queue, 2);
    assertThat(drain(queue)).containsExactly("a*", "b*");
  }

  @Test
  void recoverWithoutRequeueIsNotImplemented() throws Exception {
    assertConnectionError(
        540, "NOT_IMPLEMENTED - requeue=false", () -> channel.basicRecover(false));
  }

  @Test
  void recoverDeliversAgainToTheSameConsumer() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a");
    Inbox inbox = Inbox.on(channel, queue, false);
    inbox.next();
    channel.basicRecover();
    Delivery again = inbox.next();
    assertThat(again.getEnvelope().isRedeliver()).isTrue();
    assertThat(again.getEnvelope().getDeliveryTag()).isEqualTo(2);
  }
}
