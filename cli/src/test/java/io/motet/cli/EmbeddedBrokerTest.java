package io.motet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker inside a test, as the README shows it. */
class EmbeddedBrokerTest {
  private Broker broker;

  @BeforeEach
  void startBroker() {
    broker =
        Broker.start(
            BrokerSettings.builder()
                .set("listeners.tcp.default", "127.0.0.1:0")
                .set("gearman.listeners.tcp.default", "127.0.0.1:0")
                .set("management.tcp.port", "none")
                .set("prometheus.tcp.port", "none")
                .set("kafka.listeners.tcp.default", "none")
                .set("zmtp.listeners.tcp.default", "none")
                .build());
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void aMessageGoesThrough() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(broker.port("amqp"));
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      channel.queueDeclare("greetings", false, false, false, Map.of());
      channel.basicPublish("", "greetings", null, "hello".getBytes(StandardCharsets.UTF_8));
      assertThat(channel.basicGet("greetings", true).getBody()).asString().isEqualTo("hello");
    }
  }
}
