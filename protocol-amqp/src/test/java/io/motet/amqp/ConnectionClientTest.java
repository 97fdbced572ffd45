package io.motet.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.broker.connection.ClientConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RabbitMQ's own Java client against a broker in memory: all that concerns a connection. */
@Timeout(60)
class ConnectionClientTest {
  private Broker broker;

  @BeforeEach
  void start() {
    broker = Broker.start(settings().build());
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private static BrokerSettings.Builder settings() {
    return BrokerSettings.builder()
        .set("listeners.tcp.default", "127.0.0.1:0")
        .set("amqp.refusal_delay", "10");
  }

  private ConnectionFactory factory() {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(broker.port("amqp"));
    factory.setAutomaticRecoveryEnabled(false);
    return factory;
  }

  @Test
  void saysThatItIsRabbit() throws Exception {
    try (Connection connection = factory().newConnection()) {
      assertThat(connection.getServerProperties())
          .containsKeys("cluster_name", "copyright", "information", "platform")
          .extractingByKey("product")
          .hasToString("RabbitMQ");
      assertThat(connection.getServerProperties().get("version")).hasToString("3.13.7");
      assertThat((Map<?, ?>) connection.getServerProperties().get("capabilities"))
          .hasSize(9)
          .allSatisfy((name, value) -> assertThat(value).isEqualTo(true));
      assertThat(connection.getFrameMax()).isEqualTo(131072);
      assertThat(connection.getChannelMax()).isEqualTo(2047);
      assertThat(connection.getHeartbeat()).isEqualTo(60);
    }
  }

  @Test
  void refusesConnectionsBeyondTheVirtualHostsLimit() throws Exception {
    broker.context().virtualHosts().setLimit("/", "max-connections", 1L).join();
    try (Connection first = factory().newConnection()) {
      assertThatThrownBy(() -> factory().newConnection())
          .rootCause()
          .hasMessageContaining(
              "NOT_ALLOWED - access to vhost '/' refused for user 'guest': connection limit (1) is"
                  + " reached");
      assertThat(first.isOpen()).isTrue();
      broker.context().virtualHosts().setLimit("/", "max-connections", null).join();
      factory().newConnection().close();
    }
  }

  @Test
  void showsTheConnectionToManagement() throws Exception {
    ConnectionFactory factory = factory();
    factory.setRequestedHeartbeat(17);
    try (Connection connection = factory.newConnection("orders")) {
      Channel channel = connection.createChannel();
      Collection<ClientConnection> all = broker.context().connections().all();

      assertThat(all).hasSize(1);
      ClientConnection seen = all.iterator().next();
      assertThat(seen.user()).isEqualTo("guest");
      assertThat(seen.virtualHost()).isEqualTo("/");
      assertThat(seen.state()).isEqualTo("running");
      assertThat(seen.details())
          .containsEntry("user_provided_name", "orders")
          .containsEntry("timeout", 17);
      assertThat(seen.peerPort()).isPositive();
      assertThat(seen.channels()).hasSize(1);
      assertThat(seen.channels().get(0).number()).isEqualTo(channel.getChannelNumber());
    }
  }

  @Test
  void refusesAWrongPassword() {
    ConnectionFactory factory = factory();
    factory.setPassword("wrong");

    assertThatThrownBy(factory::newConnection)
        .isInstanceOf(AuthenticationFailureException.class)
        .hasMessageContaining(
            "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details"
                + " see the broker logfile.");
  }

  @Test
  void refusesAnUnknownVirtualHost() {
    ConnectionFactory factory = factory();
    factory.setVirtualHost("nope");

    assertThatThrownBy(factory::newConnection)
        .isInstanceOf(IOException.class)
        .hasRootCauseInstanceOf(ShutdownSignalException.class)
        .rootCause()
        .hasMessageContaining("NOT_ALLOWED - vhost nope not found");
  }

  @Test
  void staysOpenWithHeartbeatsAlone() throws Exception {
    ConnectionFactory factory = factory();
    factory.setRequestedHeartbeat(1);
    try (Connection connection = factory.newConnection()) {
      ClientConnection seen = broker.context().connections().all().iterator().next();
      long before = seen.counters().receivedFrames();
      awaitFrames(seen, before + 6);

      assertThat(connection.isOpen()).isTrue();
    }
  }

  private static void awaitFrames(ClientConnection connection, long frames) {
    CompletableFuture<Void> arrived = new CompletableFuture<>();
    poll(connection, frames, arrived);
    arrived.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static void poll(ClientConnection connection, long frames, CompletableFuture<Void> done) {
    if (connection.counters().receivedFrames() >= frames) {
      done.complete(null);
    } else if (!done.isDone()) {
      connection.shard().schedule(20, () -> poll(connection, frames, done));
    }
  }

  @Test
  void blocksAndUnblocksAPublisher() throws Exception {
    broker.close();
    broker = Broker.start(settings().set("vm_memory_high_watermark.absolute", "1MiB").build());
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Connection publisher = factory().newConnection();
    try (Connection consumer = factory().newConnection()) {
      publisher.addBlockedListener(listener(told));
      Channel channel = publisher.createChannel();
      Channel other = consumer.createChannel();
      other.queueDeclare("q", false, false, false, null);
      for (int i = 0; i < 40; i++) {
        channel.basicPublish("", "q", null, new byte[64 << 10]);
      }

      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("blocked: low on memory");
      other.queuePurge("q");
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("unblocked");
    } finally {
      publisher.abort(1_000);
    }
  }

  private static BlockedListener listener(BlockingQueue<String> told) {
    return new BlockedListener() {
      @Override
      public void handleBlocked(String reason) {
        told.add("blocked: " + reason);
      }

      @Override
      public void handleUnblocked() {
        told.add("unblocked");
      }
    };
  }

  @Test
  void tellsClientsThatTheBrokerStops() throws Exception {
    CompletableFuture<String> reason = new CompletableFuture<>();
    Connection connection = factory().newConnection();
    connection.addShutdownListener(cause -> reason.complete(cause.getMessage()));
    broker.close();

    assertThat(reason.get(30, TimeUnit.SECONDS))
        .contains(
            "reply-code=320, reply-text=CONNECTION_FORCED - broker forced connection closure with"
                + " reason 'shutdown'");
  }

  @Test
  void hangsUpOnClientsThatHaveNotLoggedInWhenItStops() throws Exception {
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), broker.port("amqp"))) {
      broker.close();

      assertThat(endOf(silent)).isTrue();
    }
  }

  /** One that was not even accepted is reset by the system. */
  private static boolean endOf(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() == -1;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  @Test
  void saysWhichAddressIsInUse() {
    BrokerSettings same =
        BrokerSettings.builder()
            .set("listeners.tcp.default", "127.0.0.1:" + broker.port("amqp"))
            .build();

    assertThatThrownBy(() -> Broker.start(same))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("127.0.0.1:" + broker.port("amqp"));
  }

  @Test
  void letsAnOperatorCloseAConnection() throws Exception {
    CompletableFuture<String> reason = new CompletableFuture<>();
    Connection connection = factory().newConnection();
    connection.addShutdownListener(cause -> reason.complete(cause.getMessage()));
    broker.context().connections().all().iterator().next().close("enough");

    assertThat(reason.get(30, TimeUnit.SECONDS)).contains("CONNECTION_FORCED - enough");
  }

  @Test
  void deletesExclusiveQueuesBeforeTheClientHearsOfTheClose() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Connection connection = factory().newConnection()) {
        connection.createChannel().queueDeclare("mine", false, true, false, null);
      }
    }
  }

  @Test
  void opensAndClosesManyChannels() throws Exception {
    try (Connection connection = factory().newConnection()) {
      for (int i = 0; i < 500; i++) {
        Channel channel = connection.createChannel();
        if (i % 2 == 0) {
          channel.close();
        }
      }
      assertThat(broker.context().connections().all().iterator().next().channels()).hasSize(250);
    }
  }

  @Test
  void holdsDeliveriesToASlowReaderAndServesTheOthers() throws Exception {
    CountDownLatch enough = new CountDownLatch(1);
    Connection slow = factory().newConnection("slow");
    try (Connection publisher = factory().newConnection("publisher")) {
      Channel publishing = publisher.createChannel();
      publishing.queueDeclare("slow", false, false, false, null);
      publishing.queueDeclare("fast", false, false, false, null);
      slow.createChannel().basicConsume("slow", true, (tag, message) -> await(enough), tag -> {});
      publishing.confirmSelect();
      for (int i = 0; i < 3_000; i++) {
        publishing.basicPublish("", "slow", null, new byte[16 << 10]);
      }
      publishing.basicPublish("", "fast", null, new byte[1]);
      publishing.waitForConfirmsOrDie(30_000);

      assertThat(publishing.basicGet("fast", true)).isNotNull();
      assertThat(publishing.messageCount("slow")).isPositive();
      assertThat(pendingSendBytes("slow")).isPositive().isLessThan(4 << 20);
    } finally {
      enough.countDown();
      slow.abort(1_000);
    }
  }

  /** Returns cannot be held like deliveries, so the client is held that asks for them. */
  @Test
  void doesNotReadAClientThatDoesNotRead() throws Exception {
    int messages = 3_000;
    broker.close();
    broker = Broker.start(settings().set("tcp_listen_options.unsent_limit", "1MiB").build());
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch returns = new CountDownLatch(messages);
    Connection deaf = factory().newConnection("deaf");
    try {
      Channel channel = deaf.createChannel();
      channel.addReturnListener(
          returned -> {
            await(reading);
            returns.countDown();
          });
      CompletableFuture<Void> published =
          CompletableFuture.runAsync(() -> publishToNobody(channel, messages));
      long most = 0;
      for (int i = 0; i < 400 && !published.isDone(); i++) {
        most = Math.max(most, pendingSendBytes("deaf"));
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertThat(published).isNotDone();
      assertThat(most).isPositive().isLessThan(8 << 20);
      reading.countDown();
      published.get(30, TimeUnit.SECONDS);
      assertThat(returns.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      reading.countDown();
      deaf.abort(1_000);
    }
  }

  private static void publishToNobody(Channel channel, int messages) {
    try {
      for (int i = 0; i < messages; i++) {
        channel.basicPublish("", "nobody", true, null, new byte[16 << 10]);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private long pendingSendBytes(String connectionName) {
    return broker.context().connections().all().stream()
        .filter(seen -> connectionName.equals(seen.details().get("user_provided_name")))
        .mapToLong(seen -> seen.counters().pendingSendBytes())
        .sum();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
