package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.LongString;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies of all traffic on amq.rabbitmq.trace. */
final class FirehoseTest extends ConformanceTest {
  @BeforeEach
  void on() throws Exception {
    assumeTrue(TestServer.administrable());
    TestServer.trace(true);
  }

  @AfterEach
  void off() throws Exception {
    TestServer.trace(false);
  }

  @Test
  void tracesPublishesAndDeliveries() throws Exception {
    String traced = declareQueue();
    String tap = channel.queueDeclare().getQueue();
    channel.queueBind(tap, "amq.rabbitmq.trace", "publish.amq.fanout");
    channel.queueBind(tap, "amq.rabbitmq.trace", "deliver." + traced);
    channel.queueBind(traced, "amq.fanout", "");
    Inbox taps = Inbox.on(newChannel(), tap, true);
    channel.basicPublish(
        "amq.fanout",
        "key",
        new BasicProperties.Builder().contentType("text/plain").deliveryMode(1).build(),
        bytes("seen"));
    Delivery published = taps.next();
    assertThat(published.getEnvelope().getRoutingKey()).isEqualTo("publish.amq.fanout");
    assertThat(text(published.getBody())).isEqualTo("seen");
    Map<String, Object> headers = published.getProperties().getHeaders();
    assertThat(headers.get("exchange_name").toString()).isEqualTo("amq.fanout");
    assertThat(strings(headers.get("routing_keys"))).containsExactly("key");
    assertThat(strings(headers.get("routed_queues"))).contains(traced);
    assertThat(headers.get("vhost").toString()).isEqualTo("/");
    assertThat(headers.get("user").toString()).isEqualTo("guest");
    assertThat(headers.get("channel")).isEqualTo(channel.getChannelNumber());
    Map<?, ?> properties = (Map<?, ?>) headers.get("properties");
    assertThat(properties.get("content_type").toString()).isEqualTo("text/plain");
    assertThat(((Number) properties.get("delivery_mode")).intValue()).isEqualTo(1);

    awaitReady(traced, 1);
    channel.basicGet(traced, true);
    Delivery delivered = taps.next();
    assertThat(delivered.getEnvelope().getRoutingKey()).isEqualTo("deliver." + traced);
    assertThat(delivered.getProperties().getHeaders().get("redelivered")).isEqualTo(0);
  }

  /** The key would be longer than any key may be. */
  @Test
  void cutsTheKeyOfTheLongestNames() throws Exception {
    assumeFalse(TestServer.external());
    String tap = channel.queueDeclare().getQueue();
    channel.queueBind(tap, "amq.rabbitmq.trace", "#");
    String name = "x".repeat(255);
    channel.exchangeDeclare(name, "fanout");
    channel.basicPublish(name, "", null, bytes("seen"));
    Delivery published = Inbox.on(newChannel(), tap, true).next();
    assertThat(published.getEnvelope().getRoutingKey())
        .isEqualTo("publish." + "x".repeat(255 - "publish.".length()));
    assertThat(text(published.getBody())).isEqualTo("seen");
    channel.exchangeDelete(name);
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(item -> ((LongString) item).toString()).toList();
  }
}
