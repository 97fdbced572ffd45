package io.motet.amqp.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Method;
import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits of channels, each crossed. */
final class ChannelLimitsTest {
  private Broker broker;
  private Connection connection;
  private Channel channel;
  private final CompletableFuture<String> closed = new CompletableFuture<>();

  @BeforeEach
  void start() throws Exception {
    broker =
        Broker.start(
            BrokerSettings.builder()
                .set("listeners.tcp.default", "127.0.0.1:0")
                .set("max_message_size", "1000")
                .set("consumer_max_per_channel", "2")
                .build());
    ConnectionFactory factory = new ConnectionFactory();
    factory.setPort(broker.port("amqp"));
    factory.setAutomaticRecoveryEnabled(false);
    connection = factory.newConnection();
    channel = connection.createChannel();
    channel.addShutdownListener(signal -> closed.complete(textOf(signal.getReason())));
  }

  private static String textOf(Method reason) {
    return reason instanceof com.rabbitmq.client.AMQP.Channel.Close close
        ? close.getReplyText()
        : ((com.rabbitmq.client.AMQP.Connection.Close) reason).getReplyText();
  }

  @AfterEach
  void stop() {
    connection.abort();
    broker.close();
  }

  private String queue(Map<String, Object> arguments) throws Exception {
    return channel.queueDeclare("", false, true, false, arguments).getQueue();
  }

  @Test
  void bodiesUpToTheLimitPass() throws Exception {
    String queue = queue(Map.of());
    channel.basicPublish("", queue, null, new byte[1000]);
    assertThat(channel.basicGet(queue, true).getBody()).hasSize(1000);
    channel.basicPublish("", queue, null, new byte[1001]);
    assertThat(closed.get(15, TimeUnit.SECONDS))
        .isEqualTo(
            "PRECONDITION_FAILED - message size 1001 is larger than configured max size 1000");
  }

  @Test
  void consumersUpToTheLimitPass() throws Exception {
    String queue = queue(Map.of());
    channel.basicConsume(queue, new DefaultConsumer(channel));
    channel.basicConsume(queue, new DefaultConsumer(channel));
    assertThatThrownBy(() -> channel.basicConsume(queue, new DefaultConsumer(channel)))
        .isInstanceOf(java.io.IOException.class);
    assertThat(closed.get(15, TimeUnit.SECONDS))
        .isEqualTo("NOT_ALLOWED - reached maximum (2) of consumers per channel");
  }

  @Test
  void lateAcknowledgementsCloseTheChannel() throws Exception {
    String queue = queue(Map.of("x-consumer-timeout", 50));
    channel.basicPublish("", queue, null, new byte[1]);
    channel.basicConsume(queue, false, new DefaultConsumer(channel));
    assertThat(closed.get(15, TimeUnit.SECONDS))
        .isEqualTo(
            "PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out. Timeout value"
                + " used: 50 ms. This timeout value can be configured, see consumers doc guide to"
                + " learn more");
    Channel other = connection.createChannel();
    assertThat(other.basicGet(queue, true).getEnvelope().isRedeliver()).isTrue();
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(
            () ->
                Broker.start(BrokerSettings.builder().set("max_message_size", "0").build()).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("max_message_size")
        .hasMessageContaining("1 to 536870912");
  }
}
