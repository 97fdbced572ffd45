package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** basic.consume and basic.cancel. */
final class ConsumeTest extends ConformanceTest {
  @Test
  void messagesComeInOrder() throws Exception {
    String queue = declareQueue();
    String[] bodies = IntStream.range(0, 300).mapToObj(Integer::toString).toArray(String[]::new);
    publish(queue, java.util.Arrays.copyOf(bodies, 150));
    Inbox inbox = Inbox.on(newChannel(), queue, true);
    publish(queue, java.util.Arrays.copyOfRange(bodies, 150, 300));
    assertThat(inbox.nextBodies(300)).containsExactly(bodies);
  }

  @Test
  void deliveriesAreNumberedPerChannel() throws Exception {
    String queue = declareQueue();
    publish(queue, "a", "b");
    Inbox inbox = Inbox.on(channel, queue, false);
    Delivery a = inbox.next();
    Delivery b = inbox.next();
    assertThat(a.getEnvelope().getDeliveryTag()).isEqualTo(1);
    assertThat(b.getEnvelope().getDeliveryTag()).isEqualTo(2);
    assertThat(a.getEnvelope().getExchange()).isEmpty();
    assertThat(a.getEnvelope().getRoutingKey()).isEqualTo(queue);
    assertThat(a.getEnvelope().isRedeliver()).isFalse();
  }

  @Test
  void tagsAreMadeUp() throws Exception {
    String tag = Inbox.on(channel, declareQueue(), true).tag();
    assertThat(tag).startsWith("amq.ctag-").hasSize("amq.ctag-".length() + 22);
  }

  @Test
  void aTagCannotBeUsedTwice() throws Exception {
    String queue = declareQueue();
    channel.basicConsume(queue, true, "mine", new DefaultConsumer(channel));
    assertConnectionError(
        530,
        "NOT_ALLOWED - attempt to reuse consumer tag 'mine'",
        () -> channel.basicConsume(queue, true, "mine", new DefaultConsumer(channel)));
  }

  @Test
  void missingQueueIsNotFound() throws Exception {
    String queue = queueName();
    assertChannelError(
        404,
        "NOT_FOUND - no queue '" + queue + "' in vhost '/'",
        () -> Inbox.on(channel, queue, true));
  }

  @Test
  void exclusiveRefusesOthers() throws Exception {
    String queue = declareQueue();
    Inbox.with(newChannel(), queue, true, Map.of());
    assertChannelError(
        403,
        "ACCESS_REFUSED - queue '" + queue + "' in vhost '/' in exclusive use",
        () -> Inbox.on(channel, queue, true));
  }

  @Test
  void exclusiveIsRefusedWhereOthersAre() throws Exception {
    String queue = declareQueue();
    Inbox.on(newChannel(), queue, true);
    assertChannelError(
        403,
        "ACCESS_REFUSED - queue '" + queue + "' in vhost '/' in exclusive use",
        () -> Inbox.with(channel, queue, true, Map.of()));
  }

  @Test
  void ownMessagesComeInSpiteOfNoLocal() throws Exception {
    String queue = declareQueue();
    Inbox inbox = Inbox.on(channel, queue, true);
    channel.basicCancel(inbox.tag());
    List<String> got = java.util.Collections.synchronizedList(new ArrayList<>());
    channel.basicConsume(
        queue,
        true,
        "t",
        true,
        false,
        Map.of(),
        (tag, delivery) -> got.add(text(delivery.getBody())),
        tag -> {});
    publish(queue, "own");
    await(() -> !got.isEmpty());
    assertThat(got).containsExactly("own");
  }

  @Test
  void higherPriorityIsServedFirst() throws Exception {
    String queue = declareQueue();
    Channel low = newChannel();
    Channel high = newChannel();
    low.basicQos(5);
    high.basicQos(2);
    Inbox lowInbox = Inbox.with(low, queue, false, Map.of("x-priority", 1));
    Inbox highInbox = Inbox.with(high, queue, false, Map.of("x-priority", 10));
    publishConfirmed(queue, "a", "b", "c");
    assertThat(highInbox.nextBodies(2)).containsExactly("a", "b");
    assertThat(lowInbox.nextBodies(1)).containsExactly("c");
  }

  @Test
  void priorityMustBeANumber() throws Exception {
    String queue = declareQueue();
    assertChannelError(
        406,
        "PRECONDITION_FAILED - invalid arg 'x-priority' for queue '"
            + queue
            + "' in vhost '/': \"expected integer, got longstr\"",
        () -> Inbox.with(channel, queue, false, Map.of("x-priority", "high")));
  }

  @Test
  void cancelOnFailoverIsAccepted() throws Exception {
    String queue = declareQueue();
    Inbox inbox = Inbox.with(channel, queue, false, Map.of("x-cancel-on-ha-failover", true));
    publish(queue, "a");
    assertThat(inbox.nextBodies(1)).containsExactly("a");
  }

  @Test
  void nothingComesAfterCancel() throws Exception {
    String queue = declareQueue();
    Inbox inbox = Inbox.on(channel, queue, true);
    channel.basicCancel(inbox.tag());
    publishConfirmed(queue, "late");
    assertThat(ready(queue)).isEqualTo(1);
    assertThat(inbox.waiting()).isZero();
  }

  @Test
  void unsettledDeliveriesOutliveTheirConsumer() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a");
    Inbox inbox = Inbox.on(channel, queue, false);
    Delivery a = inbox.next();
    channel.basicCancel(inbox.tag());
    assertThat(ready(queue)).isZero();
    channel.basicAck(a.getEnvelope().getDeliveryTag(), false);
    channel.close();
    channel = newChannel();
    assertThat(ready(queue)).isZero();
  }

  @Test
  void cancellingAnUnknownTagSucceeds() throws Exception {
    AMQP.Basic.CancelOk ok =
        (AMQP.Basic.CancelOk)
            channel.rpc(new AMQP.Basic.Cancel.Builder().consumerTag("unknown").build()).getMethod();
    assertThat(ok.getConsumerTag()).isEqualTo("unknown");
  }

  @Test
  void consumersAreToldThatTheirQueueIsGone() throws Exception {
    String queue = declareQueue();
    Inbox inbox = Inbox.on(newChannel(), queue, true);
    channel.queueDelete(queue);
    assertThat(inbox.cancelledByServer()).isTrue();
  }

  @Test
  void consumersShareInTurn() throws Exception {
    String queue = declareQueue();
    Inbox one = Inbox.on(newChannel(), queue, true);
    Inbox other = Inbox.on(newChannel(), queue, true);
    publishConfirmed(
        queue, IntStream.range(0, 10).mapToObj(Integer::toString).toArray(String[]::new));
    assertThat(one.nextBodies(5)).hasSize(5);
    assertThat(other.nextBodies(5)).hasSize(5);
  }

  @Test
  void onlyOneIsActive() throws Exception {
    String queue = declareQueue(Map.of("x-single-active-consumer", true));
    Channel first = newChannel();
    Inbox active = Inbox.on(first, queue, true);
    Inbox waiting = Inbox.on(newChannel(), queue, true);
    publish(queue, "a", "b");
    assertThat(active.nextBodies(2)).containsExactly("a", "b");
    first.close();
    publish(queue, "c");
    assertThat(waiting.nextBodies(1)).containsExactly("c");
    assertThat(active.waiting()).isZero();
  }

  @Test
  void singleActiveRefusesExclusive() throws Exception {
    String queue = declareQueue(Map.of("x-single-active-consumer", true));
    assertChannelError(
        403,
        "ACCESS_REFUSED - queue '" + queue + "' in vhost '/' in exclusive use",
        () -> Inbox.with(channel, queue, true, Map.of()));
  }

  @Test
  void namesTheTypeOfAWrongArgument() throws Exception {
    String queue = declareQueue();
    assertChannelError(
        406,
        "PRECONDITION_FAILED - invalid arg 'x-cancel-on-ha-failover' for queue '"
            + queue
            + "' in vhost '/': {unacceptable_type,signedint}",
        () -> Inbox.with(channel, queue, false, Map.of("x-cancel-on-ha-failover", 1)));
  }
}
