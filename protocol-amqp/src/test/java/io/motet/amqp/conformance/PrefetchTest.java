package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** basic.qos. */
final class PrefetchTest extends ConformanceTest {
  private static String[] numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
  }

  @Test
  void limitsEachConsumer() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, numbers(10));
    channel.basicQos(2);
    Inbox one = Inbox.on(channel, queue, false);
    one.nextBodies(2);
    Inbox other = Inbox.on(channel, queue, false);
    other.nextBodies(2);
    assertThat(ready(queue)).isEqualTo(6);
    assertThat(one.waiting() + other.waiting()).isZero();
  }

  @Test
  void anAcknowledgementMakesRoom() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, numbers(3));
    channel.basicQos(1);
    Inbox inbox = Inbox.on(channel, queue, false);
    Delivery first = inbox.next();
    assertThat(ready(queue)).isEqualTo(2);
    channel.basicAck(first.getEnvelope().getDeliveryTag(), false);
    Delivery second = inbox.next();
    assertThat(text(second.getBody())).isEqualTo("1");
    assertThat(ready(queue)).isEqualTo(1);
    channel.basicReject(second.getEnvelope().getDeliveryTag(), false);
    assertThat(text(inbox.next().getBody())).isEqualTo("2");
  }

  @Test
  void appliesToLaterConsumersOnly() throws Exception {
    String queue = declareQueue();
    Inbox unlimited = Inbox.on(channel, queue, false);
    channel.basicQos(1);
    publishConfirmed(queue, numbers(5));
    assertThat(unlimited.nextBodies(5)).hasSize(5);
  }

  @Test
  void globalLimitsTheChannel() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, numbers(10));
    channel.basicQos(3, true);
    Inbox one = Inbox.on(channel, queue, false);
    Inbox other = Inbox.on(channel, queue, false);
    await(() -> one.waiting() + other.waiting() == 3);
    assertThat(ready(queue)).isEqualTo(7);
    assertThat(one.waiting() + other.waiting()).isEqualTo(3);
    channel.basicAck(0, true);
    await(() -> one.waiting() + other.waiting() == 6);
    assertThat(ready(queue)).isEqualTo(4);
  }

  @Test
  void globalCanBeRaised() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, numbers(5));
    channel.basicQos(1, true);
    Inbox inbox = Inbox.on(channel, queue, false);
    inbox.nextBodies(1);
    channel.basicQos(4, true);
    assertThat(inbox.nextBodies(3)).hasSize(3);
    assertThat(ready(queue)).isEqualTo(1);
  }

  @Test
  void doesNotLimitAutomaticAcknowledgement() throws Exception {
    String queue = declareQueue();
    channel.basicQos(1);
    Inbox inbox = Inbox.on(channel, queue, true);
    publish(queue, numbers(5));
    assertThat(inbox.nextBodies(5)).hasSize(5);
  }

  @Test
  void sizesAreNotImplemented() throws Exception {
    assertConnectionError(
        540,
        "NOT_IMPLEMENTED - prefetch_size!=0 (10)",
        () -> channel.rpc(new AMQP.Basic.Qos.Builder().prefetchSize(10).prefetchCount(1).build()));
  }

  @Test
  void quorumQueuesRefuseGlobal() throws Exception {
    String queue = declareQuorumQueue(Map.of());
    channel.basicQos(3, true);
    assertConnectionError(
        540,
        "NOT_IMPLEMENTED - queue '" + queue + "' in vhost '/' does not support global qos",
        () -> Inbox.on(channel, queue, false));
  }

  @Test
  void manyConsumersGetEachMessageOnce() throws Exception {
    String queue = declareQueue();
    int count = 2_000;
    Set<String> seen = java.util.Collections.synchronizedSet(new HashSet<>());
    List<String> twice = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 20; i++) {
      Channel consuming = newChannel();
      consuming.basicQos(1 + i % 5);
      consuming.basicConsume(
          queue,
          false,
          (tag, delivery) -> {
            if (!seen.add(text(delivery.getBody()))) {
              twice.add(text(delivery.getBody()));
            }
            consuming.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
          },
          tag -> {});
    }
    publishConfirmed(queue, numbers(count));
    await(() -> seen.size() == count);
    assertThat(seen).hasSize(count);
    assertThat(twice).isEmpty();
  }
}
