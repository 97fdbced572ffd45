package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.GetResponse;
import org.junit.jupiter.api.Test;

/** basic.get. */
final class GetTest extends ConformanceTest {
  @Test
  void tellsWhatIsLeft() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a", "b", "c");
    GetResponse got = channel.basicGet(queue, true);
    assertThat(text(got)).isEqualTo("a");
    assertThat(got.getMessageCount()).isEqualTo(2);
    assertThat(got.getEnvelope().getRoutingKey()).isEqualTo(queue);
  }

  @Test
  void emptyQueueIsEmpty() throws Exception {
    assertThat(channel.basicGet(declareQueue(), true)).isNull();
  }

  @Test
  void missingQueueIsNotFound() throws Exception {
    String queue = queueName();
    assertChannelError(
        404,
        "NOT_FOUND - no queue '" + queue + "' in vhost '/'",
        () -> channel.basicGet(queue, true));
  }

  @Test
  void unacknowledgedComesBackWithTheChannel() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a");
    var getting = newChannel();
    assertThat(getting.basicGet(queue, false).getEnvelope().isRedeliver()).isFalse();
    getting.close();
    awaitReady(queue, 1);
    assertThat(channel.basicGet(queue, true).getEnvelope().isRedeliver()).isTrue();
  }

  @Test
  void sharesTagsWithDeliveries() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a", "b");
    assertThat(channel.basicGet(queue, false).getEnvelope().getDeliveryTag()).isEqualTo(1);
    assertThat(channel.basicGet(queue, true).getEnvelope().getDeliveryTag()).isEqualTo(2);
    channel.basicAck(1, false);
  }
}
