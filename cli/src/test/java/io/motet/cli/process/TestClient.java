package io.motet.cli.process;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.motet.cli.control.Motetctl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** What tests do to a server: RabbitMQ's Java client, and motetctl. */
final class TestClient {
  private static final int CONFIRM_MILLIS = 30_000;

  private TestClient() {}

  /** What motetctl printed, and its exit code. */
  record Answer(String text, int exitCode) {}

  static Connection connect(ServerProcess server) throws IOException, TimeoutException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(server.port("amqp"));
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection();
  }

  /** Publishes persistent numbers from 0 to a durable queue and waits until they are confirmed. */
  static void publish(Connection connection, String queue, int count)
      throws IOException, InterruptedException, TimeoutException {
    Channel channel = connection.createChannel();
    channel.queueDeclare(queue, true, false, false, Map.of());
    channel.confirmSelect();
    for (int i = 0; i < count; i++) {
      byte[] body = String.valueOf(i).getBytes(StandardCharsets.UTF_8);
      channel.basicPublish("", queue, MessageProperties.PERSISTENT_BASIC, body);
    }
    channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
  }

  /** Takes all there is in a queue. */
  static List<String> drain(Connection connection, String queue) throws IOException {
    Channel channel = connection.createChannel();
    List<String> bodies = new ArrayList<>();
    for (GetResponse got = channel.basicGet(queue, true);
        got != null;
        got = channel.basicGet(queue, true)) {
      bodies.add(new String(got.getBody(), StandardCharsets.UTF_8));
    }
    return bodies;
  }

  static Answer motetctl(ServerProcess server, String... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int exitCode =
        new Motetctl(print, print, Map.of("MOTET_URL", "http://127.0.0.1:" + server.port("http")))
            .run(List.of(line));
    return new Answer(out.toString(StandardCharsets.UTF_8), exitCode);
  }
}
