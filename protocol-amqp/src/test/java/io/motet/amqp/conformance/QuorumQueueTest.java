package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Delivery;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queues of type quorum, where they differ from classic ones. */
final class QuorumQueueTest extends ConformanceTest {
  @Test
  void redeliveriesAreCounted() throws Exception {
    String queue = declareQuorumQueue(Map.of());
    publishConfirmed(queue, "a");
    Inbox inbox = Inbox.on(channel, queue, false);
    Delivery first = inbox.next();
    assertThat(first.getEnvelope().isRedeliver()).isFalse();
    assertThat(first.getProperties().getHeaders()).isNull();
    channel.basicReject(first.getEnvelope().getDeliveryTag(), true);
    Delivery second = inbox.next();
    assertThat(second.getEnvelope().isRedeliver()).isTrue();
    assertThat(((Number) second.getProperties().getHeaders().get("x-delivery-count")).longValue())
        .isEqualTo(1);
    channel.basicReject(second.getEnvelope().getDeliveryTag(), true);
    Delivery third = inbox.next();
    assertThat(((Number) third.getProperties().getHeaders().get("x-delivery-count")).longValue())
        .isEqualTo(2);
  }

  @Test
  void theLimitEndsRedelivery() throws Exception {
    String dead = declareQueue();
    String queue =
        declareQuorumQueue(
            Map.of(
                "x-delivery-limit",
                1,
                "x-dead-letter-exchange",
                "",
                "x-dead-letter-routing-key",
                dead));
    publishConfirmed(queue, "poison");
    Inbox inbox = Inbox.on(channel, queue, false);
    channel.basicReject(inbox.next().getEnvelope().getDeliveryTag(), true);
    channel.basicReject(inbox.next().getEnvelope().getDeliveryTag(), true);
    awaitReady(dead, 1);
    Map<String, Object> headers = channel.basicGet(dead, true).getProps().getHeaders();
    assertThat(headers.get("x-first-death-reason").toString()).isEqualTo("delivery_limit");
  }

  @Test
  void mustBeDurable() throws Exception {
    String name = queueName();
    assertChannelError(
        406,
        "PRECONDITION_FAILED - invalid property 'non-durable' for queue '"
            + name
            + "' in vhost '/'",
        () -> channel.queueDeclare(name, false, false, false, Map.of("x-queue-type", "quorum")));
  }

  @Test
  void cannotBeDeletedOnConditions() throws Exception {
    String name = declareQuorumQueue(Map.of());
    assertConnectionError(
        540,
        "NOT_IMPLEMENTED - cannot delete queue '"
            + name
            + "' in vhost '/'. queue.delete operations with if-unused flag set are not supported by"
            + " quorum queues",
        () -> channel.queueDelete(name, true, false));
  }

  @Test
  void anotherTypeIsRefused() throws Exception {
    String name = declareQuorumQueue(Map.of());
    assertChannelError(
        406,
        "PRECONDITION_FAILED - inequivalent arg 'x-queue-type' for queue '"
            + name
            + "' in vhost '/': received 'classic' but current is 'quorum'",
        () -> channel.queueDeclare(name, true, false, false, Map.of("x-queue-type", "classic")));
  }
}
