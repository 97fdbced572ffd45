package io.motet.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real AMQP client does shows up in the figures. */
class LiveTrafficTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String QUEUE = "/api/queues/%2F/example";
  private static final Instant STAMP = Instant.ofEpochSecond(1_700_000_000);

  private Broker broker;
  private ApiClient guest;
  private Connection connection;
  private Channel channel;

  @BeforeEach
  void start() throws Exception {
    broker =
        Broker.start(
            BrokerSettings.builder()
                .set("listeners.tcp.default", "127.0.0.1:0")
                .set("management.tcp.port", "127.0.0.1:0")
                .set("prometheus.tcp.port", "none")
                .set("collect_statistics_interval", "200")
                .build());
    guest = new ApiClient(broker.port("http"), "guest");
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(broker.port("amqp"));
    connection = factory.newConnection("tester");
    channel = connection.createChannel();
    channel.queueDeclare("example", true, false, false, Map.of());
  }

  @AfterEach
  void stop() {
    connection.abort();
    broker.close();
  }

  private void publish(int count) throws Exception {
    channel.confirmSelect();
    for (int i = 0; i < count; i++) {
      channel.basicPublish("", "example", MessageProperties.PERSISTENT_BASIC, new byte[100]);
    }
    channel.waitForConfirmsOrDie(PATIENCE.toMillis());
  }

  private JsonNode await(String path, Predicate<JsonNode> condition) {
    Instant deadline = Instant.now().plus(PATIENCE);
    JsonNode facts = guest.json(path);
    while (!condition.test(facts)) {
      assertThat(Instant.now()).as(facts.toPrettyString()).isBefore(deadline);
      CompletableFuture.runAsync(
              () -> {},
              CompletableFuture.delayedExecutor(20, java.util.concurrent.TimeUnit.MILLISECONDS))
          .join();
      facts = guest.json(path);
    }
    return facts;
  }

  @Test
  void aQueueShowsWhatWentThroughIt() throws Exception {
    publish(10);
    await(QUEUE, facts -> facts.at("/message_stats/publish").asInt() == 10);
    JsonNode filled = await(QUEUE, facts -> facts.path("messages_ready").asInt() == 10);
    assertThat(filled.get("message_bytes").asLong()).isGreaterThanOrEqualTo(1000);

    long tag = 0;
    for (int i = 0; i < 4; i++) {
      tag = channel.basicGet("example", false).getEnvelope().getDeliveryTag();
    }
    await(QUEUE, facts -> facts.path("messages_unacknowledged").asInt() == 4);
    JsonNode taken = await(QUEUE, facts -> facts.at("/message_stats/get").asInt() == 4);
    assertThat(taken.get("messages").asInt()).isEqualTo(10);

    channel.basicAck(tag, true);
    await(QUEUE, facts -> facts.path("messages").asInt() == 6);
    JsonNode settled = await(QUEUE, facts -> facts.at("/message_stats/ack").asInt() == 4);
    assertThat(settled.get("message_stats").get("deliver_get").asInt()).isEqualTo(4);
  }

  @Test
  void theFirstMessagesTimestampIsShown() throws Exception {
    channel.confirmSelect();
    channel.basicPublish(
        "",
        "example",
        new AMQP.BasicProperties.Builder().timestamp(Date.from(STAMP)).build(),
        new byte[0]);
    channel.waitForConfirmsOrDie(PATIENCE.toMillis());
    String field = "/head_message_timestamp";
    await(QUEUE, facts -> facts.at(field).asLong() == STAMP.getEpochSecond());
    channel.basicGet("example", true);
    await(QUEUE, facts -> facts.at(field).isNull());
  }

  @Test
  void ratesRiseWithTrafficAndFallWithoutIt() throws Exception {
    publish(50);
    String rate = "/message_stats/publish_details/rate";
    await(QUEUE, facts -> facts.at(rate).asDouble() > 0);
    await("/api/overview", facts -> facts.at(rate).asDouble() >= 0);
    await(QUEUE, facts -> facts.at(rate).asDouble() == 0);
  }

  @Test
  void consumersAreUnderQueueChannelAndList() throws Exception {
    channel.basicQos(7);
    channel.basicConsume("example", false, "my-tag", (tag, message) -> {}, tag -> {});
    JsonNode consumer =
        await(QUEUE, facts -> facts.path("consumers").asInt() == 1).at("/consumer_details/0");
    assertThat(consumer.get("consumer_tag").asText()).isEqualTo("my-tag");
    assertThat(consumer.get("prefetch_count").asInt()).isEqualTo(7);
    JsonNode shown = guest.json("/api/channels").get(0);
    assertThat(consumer.at("/channel_details/name")).isEqualTo(shown.get("name"));
    assertThat(guest.json("/api/consumers")).hasSize(1);
    publish(5);
    JsonNode stats =
        await(QUEUE, facts -> facts.at("/message_stats/deliver").asInt() == 5).get("message_stats");
    assertThat(stats.get("get").asInt()).isZero();
  }

  @Test
  void theConnectionIsDescribedAndCanBeClosed() {
    JsonNode shown = guest.json("/api/connections").get(0);
    assertThat(shown.get("user_provided_name").asText()).isEqualTo("tester");
    assertThat(shown.get("protocol").asText()).isEqualTo("AMQP 0-9-1");
    assertThat(shown.get("channels").asInt()).isEqualTo(1);
    assertThat(shown.get("recv_oct").asLong()).isPositive();
    assertThat(shown.get("auth_mechanism").asText()).isEqualTo("PLAIN");
    CompletableFuture<String> told = new CompletableFuture<>();
    connection.addShutdownListener(cause -> told.complete(cause.getMessage()));
    String path =
        "/api/connections/" + shown.get("name").asText().replace(" ", "%20").replace(">", "%3E");
    assertThat(guest.send(guest.request(path).DELETE().header("x-reason", "go away")).statusCode())
        .isEqualTo(204);
    assertThat(told.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join())
        .contains("go away");
  }

  @Test
  void totalsOutliveWhatTheyCameFrom() throws Exception {
    publish(20);
    connection.close();
    guest.delete(QUEUE);
    await("/api/connections", facts -> facts.isEmpty());
    JsonNode overview = guest.json("/api/overview");
    assertThat(overview.at("/message_stats/publish").asInt()).isEqualTo(20);
    assertThat(overview.at("/message_stats/confirm").asInt()).isEqualTo(20);
    assertThat(overview.at("/churn_rates/connection_closed").asInt()).isEqualTo(1);
    assertThat(overview.at("/churn_rates/queue_deleted").asInt()).isEqualTo(1);
    assertThat(overview.at("/queue_totals/messages").asInt()).isZero();
    assertThat(guest.json("/api/vhosts/%2F").at("/recv_oct").asLong()).isPositive();
  }

  @Test
  void exchangesCountWhatComesInAndGoesOut() throws Exception {
    channel.queueBind("example", "amq.fanout", "");
    channel.basicPublish("amq.fanout", "any", null, new byte[1]);
    JsonNode facts =
        await(
            "/api/exchanges/%2F/amq.fanout",
            exchange -> exchange.at("/message_stats/publish_out").asInt() == 1);
    assertThat(facts.at("/message_stats/publish_in").asInt()).isEqualTo(1);
  }

  @Test
  void unroutableMessagesAreCounted() throws Exception {
    channel.basicPublish("", "nowhere", null, new byte[1]);
    channel.basicPublish("", "nowhere", true, null, new byte[1]);
    JsonNode overview =
        await("/api/overview", facts -> facts.at("/message_stats/return_unroutable").asInt() == 1);
    assertThat(overview.at("/message_stats/drop_unroutable").asInt()).isEqualTo(1);
  }

  @Test
  void aMessageGoesThroughAliveBrokers() {
    for (int i = 0; i < 3; i++) {
      assertThat(guest.get("/api/aliveness-test/%2F").body()).isEqualTo("{\"status\":\"ok\"}");
    }
    assertThat(guest.json("/api/queues/%2F/aliveness-test").get("messages").asInt()).isZero();
  }

  @Test
  void stoppingOverHttpAsksTheOwner() {
    assertThat(guest.post("/api/motet/stop", "{\"reason\":\"bye\"}").statusCode()).isEqualTo(204);
    assertThat(broker.stopRequested().toCompletableFuture().join()).isEqualTo("bye");
  }
}
