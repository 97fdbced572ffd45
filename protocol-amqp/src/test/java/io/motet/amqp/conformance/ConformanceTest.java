package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A connection and a channel for each test, and words for what the suite asks. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class ConformanceTest {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final long PATIENCE_MILLIS = 15_000;

  final List<Connection> opened = new ArrayList<>();
  private final List<String> queues = new ArrayList<>();
  private final List<String> exchanges = new ArrayList<>();
  Connection connection;
  Channel channel;

  @BeforeEach
  void connect() throws Exception {
    connection = newConnection();
    channel = connection.createChannel();
  }

  @AfterEach
  void disconnect() throws Exception {
    try (Connection last = TestServer.connections().newConnection()) {
      for (Connection one : opened) {
        if (one.isOpen()) {
          one.close();
        }
      }
      Channel cleaner = last.createChannel();
      for (String queue : queues) {
        cleaner.queueDelete(queue);
      }
      for (String exchange : exchanges) {
        cleaner.exchangeDelete(exchange);
      }
    }
  }

  final Connection newConnection() throws Exception {
    Connection made = TestServer.connections().newConnection();
    opened.add(made);
    return made;
  }

  final Channel newChannel() throws IOException {
    return connection.createChannel();
  }

  /** A name nobody else has, for a queue that is deleted after the test. */
  final String queueName() {
    String name = "motet.test.q." + ProcessHandle.current().pid() + "." + NAMES.incrementAndGet();
    queues.add(name);
    return name;
  }

  /** A name nobody else has, for an exchange that is deleted after the test. */
  final String exchangeName() {
    String name = "motet.test.x." + ProcessHandle.current().pid() + "." + NAMES.incrementAndGet();
    exchanges.add(name);
    return name;
  }

  /** A classic, transient queue that others may use too. */
  final String declareQueue() throws IOException {
    return declareQueue(Map.of());
  }

  final String declareQueue(Map<String, Object> arguments) throws IOException {
    String name = queueName();
    channel.queueDeclare(name, false, false, false, arguments);
    return name;
  }

  final String declareQuorumQueue(Map<String, Object> further) throws IOException {
    String name = queueName();
    Map<String, Object> arguments = new java.util.HashMap<>(further);
    arguments.put("x-queue-type", "quorum");
    channel.queueDeclare(name, true, false, false, arguments);
    return name;
  }

  final String declareExchange(String type) throws IOException {
    String name = exchangeName();
    channel.exchangeDeclare(name, type);
    return name;
  }

  final void publish(String queue, String... bodies) throws IOException {
    for (String body : bodies) {
      channel.basicPublish("", queue, null, bytes(body));
    }
  }

  /** Publishes and returns when all of it has arrived. */
  final void publishConfirmed(String queue, String... bodies) throws Exception {
    Channel confirming = newChannel();
    confirming.confirmSelect();
    for (String body : bodies) {
      confirming.basicPublish("", queue, null, bytes(body));
    }
    confirming.waitForConfirmsOrDie(PATIENCE_MILLIS);
    confirming.close();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  static String text(GetResponse response) {
    return response == null ? null : text(response.getBody());
  }

  final long ready(String queue) throws IOException {
    return channel.messageCount(queue);
  }

  final void awaitReady(String queue, long count) throws Exception {
    await(() -> ready(queue) == count);
    assertThat(ready(queue)).isEqualTo(count);
  }

  /** Waits until it holds; the assertion after it tells when it did not. */
  static void await(Callable<Boolean> condition) throws Exception {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!condition.call() && System.currentTimeMillis() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Something that may close the channel or the connection. */
  interface Action {
    void run() throws Exception;
  }

  /** The action closes the channel, and only it, with this code and text. */
  final void assertChannelError(Channel on, int code, String text, Action action) throws Exception {
    AMQP.Channel.Close close = (AMQP.Channel.Close) reasonOf(on, action, false);
    assertThat(close.getReplyText()).isEqualTo(text);
    assertThat(close.getReplyCode()).isEqualTo(code);
    assertThat(on.getConnection().isOpen()).isTrue();
    assertThat(on.getConnection().createChannel().isOpen()).isTrue();
  }

  final void assertChannelError(int code, String text, Action action) throws Exception {
    assertChannelError(channel, code, text, action);
  }

  /** The action closes the connection with this code and text. */
  final void assertConnectionError(int code, String text, Action action) throws Exception {
    AMQP.Connection.Close close = (AMQP.Connection.Close) reasonOf(channel, action, true);
    assertThat(close.getReplyText()).isEqualTo(text);
    assertThat(close.getReplyCode()).isEqualTo(code);
  }

  private static Object reasonOf(Channel on, Action action, boolean hard) throws Exception {
    try {
      action.run();
    } catch (AlreadyClosedException e) {
      assertThat(e.isHardError()).isEqualTo(hard);
    } catch (ShutdownSignalException e) {
      assertThat(e.isHardError()).isEqualTo(hard);
    } catch (IOException e) {
      if (!(e.getCause() instanceof ShutdownSignalException)) {
        throw e;
      }
    }
    await(() -> !on.isOpen());
    ShutdownSignalException signal = on.getCloseReason();
    if (signal == null) {
      return fail("nothing was closed");
    }
    assertThat(signal.isHardError()).as("closes the connection").isEqualTo(hard);
    return signal.getReason();
  }

  /** Whether the server answers as RabbitMQ 3.13 does where older versions differ. */
  final boolean speaks313() {
    String version = connection.getServerProperties().get("version").toString();
    String[] parts = version.split("\\.");
    return Integer.parseInt(parts[0]) > 3 || Integer.parseInt(parts[1]) >= 13;
  }
}
