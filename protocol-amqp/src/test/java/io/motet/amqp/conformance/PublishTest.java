package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.Return;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** basic.publish: content, returns, checks. */
final class PublishTest extends ConformanceTest {
  @Test
  @SuppressWarnings("JavaUtilDate") // the client's API
  void everyPropertyComesThrough() throws Exception {
    String queue = declareQueue();
    BasicProperties sent =
        new BasicProperties.Builder()
            .contentType("text/plain")
            .contentEncoding("utf-8")
            .headers(Map.of("text", "é", "number", 7, "list", List.of(1L, true)))
            .deliveryMode(2)
            .priority(3)
            .correlationId("c")
            .replyTo("r")
            .expiration("60000")
            .messageId("m")
            .timestamp(new Date(1_700_000_000_000L))
            .type("t")
            .userId("guest")
            .appId("a")
            .clusterId("cl")
            .build();
    channel.basicPublish("", queue, sent, bytes("body"));
    awaitReady(queue, 1);
    BasicProperties got = channel.basicGet(queue, true).getProps();
    assertThat(got.getHeaders().get("text").toString()).isEqualTo("é");
    assertThat(got.getHeaders().get("number")).isEqualTo(7);
    assertThat(got.getHeaders().get("list")).isEqualTo(List.of(1L, true));
    assertThat(got.builder().headers(null).build()).isEqualTo(sent.builder().headers(null).build());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, 131_063, 131_064, 131_065, 1_000_000})
  void bodiesOfAnySizeComeThrough(int size) throws Exception {
    String queue = declareQueue();
    byte[] body = new byte[size];
    new Random(size).nextBytes(body);
    channel.basicPublish("", queue, null, body);
    awaitReady(queue, 1);
    assertThat(Arrays.equals(channel.basicGet(queue, true).getBody(), body)).isTrue();
    channel.basicPublish("", queue, null, body);
    assertThat(Arrays.equals(Inbox.on(channel, queue, true).next().getBody(), body)).isTrue();
  }

  @Test
  void missingExchangeClosesTheChannel() throws Exception {
    String exchange = exchangeName();
    assertChannelError(
        404,
        "NOT_FOUND - no exchange '" + exchange + "' in vhost '/'",
        () -> channel.basicPublish(exchange, "k", null, bytes("x")));
  }

  @Test
  void anExchangeMadeLaterIsFound() throws Exception {
    String exchange = declareExchange("fanout");
    channel.basicPublish(exchange, "k", null, bytes("nowhere"));
    String queue = declareQueue();
    channel.queueBind(queue, exchange, "");
    channel.basicPublish(exchange, "k", null, bytes("somewhere"));
    awaitReady(queue, 1);
    channel.exchangeDelete(exchange);
    assertChannelError(
        404,
        "NOT_FOUND - no exchange '" + exchange + "' in vhost '/'",
        () -> channel.basicPublish(exchange, "k", null, bytes("x")));
  }

  @Test
  void internalExchangesTakeNoPublishes() throws Exception {
    String exchange = exchangeName();
    channel.exchangeDeclare(exchange, "direct", false, false, true, Map.of());
    assertChannelError(
        403,
        "ACCESS_REFUSED - cannot publish to internal exchange '" + exchange + "' in vhost '/'",
        () -> channel.basicPublish(exchange, "k", null, bytes("x")));
  }

  @Test
  void immediateIsNotImplemented() throws Exception {
    assertConnectionError(
        540,
        "NOT_IMPLEMENTED - immediate=true",
        () -> channel.basicPublish("", "q", false, true, null, bytes("x")));
  }

  @Test
  void mandatoryWithoutQueueComesBack() throws Exception {
    BlockingQueue<Return> returns = new LinkedBlockingQueue<>();
    channel.addReturnListener(returns::add);
    BasicProperties properties = new BasicProperties.Builder().messageId("m").build();
    channel.basicPublish("amq.direct", "nowhere", true, properties, bytes("back"));
    Return returned = returns.poll(15, TimeUnit.SECONDS);
    assertThat(returned).isNotNull();
    assertThat(returned.getReplyCode()).isEqualTo(312);
    assertThat(returned.getReplyText()).isEqualTo("NO_ROUTE");
    assertThat(returned.getExchange()).isEqualTo("amq.direct");
    assertThat(returned.getRoutingKey()).isEqualTo("nowhere");
    assertThat(returned.getProperties().getMessageId()).isEqualTo("m");
    assertThat(text(returned.getBody())).isEqualTo("back");
  }

  @Test
  void mandatoryWithQueueDoesNotComeBack() throws Exception {
    BlockingQueue<Return> returns = new LinkedBlockingQueue<>();
    channel.addReturnListener(returns::add);
    String queue = declareQueue();
    channel.confirmSelect();
    channel.basicPublish("", queue, true, null, bytes("x"));
    channel.waitForConfirmsOrDie(15_000);
    assertThat(returns).isEmpty();
  }

  @Test
  void anotherUserIdIsRefused() throws Exception {
    String queue = declareQueue();
    assertChannelError(
        406,
        "PRECONDITION_FAILED - user_id property set to 'somebody' but authenticated user was"
            + " 'guest'",
        () ->
            channel.basicPublish(
                "", queue, new BasicProperties.Builder().userId("somebody").build(), bytes("x")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc|no_integer",
        "1.5|{leftover_string,\".5\"}",
        "10s|{leftover_string,\"s\"}",
        "-1|{value_negative,-1}"
      })
  void wrongExpirationIsRefused(String expiration, String reason) throws Exception {
    String queue = declareQueue();
    assertChannelError(
        406,
        "PRECONDITION_FAILED - invalid expiration '" + expiration + "': " + reason,
        () ->
            channel.basicPublish(
                "",
                queue,
                new BasicProperties.Builder().expiration(expiration).build(),
                bytes("x")));
  }

  @Test
  void expiredMessagesGo() throws Exception {
    String queue = declareQueue();
    channel.basicPublish(
        "", queue, new BasicProperties.Builder().expiration("1").build(), bytes("short"));
    channel.basicPublish("", queue, null, bytes("long"));
    await(() -> ready(queue) == 1);
    assertThat(text(channel.basicGet(queue, true))).isEqualTo("long");
  }

  @Test
  void copiesGoByFurtherKeys() throws Exception {
    String first = declareQueue();
    String second = declareQueue();
    String third = declareQueue();
    BasicProperties properties =
        new BasicProperties.Builder()
            .headers(Map.of("CC", List.of(second, second), "BCC", List.of(third), "kept", 1))
            .build();
    channel.basicPublish("", first, properties, bytes("x"));
    for (String queue : List.of(first, second, third)) {
      awaitReady(queue, 1);
      GetResponse got = channel.basicGet(queue, true);
      assertThat(got.getEnvelope().getRoutingKey()).isEqualTo(first);
      assertThat(got.getProps().getHeaders()).containsOnlyKeys("CC", "kept");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CC", "BCC"})
  void copiesMustBeAList(String header) throws Exception {
    String queue = declareQueue();
    BasicProperties properties =
        new BasicProperties.Builder().headers(Map.of(header, queue)).build();
    assertChannelError(
        406,
        "PRECONDITION_FAILED - invalid message: {unacceptable_type_in_header,\""
            + header
            + "\",longstr}",
        () -> channel.basicPublish("", queue, properties, bytes("x")));
  }

  @Test
  void tooLargeMessagesAreRefused() throws Exception {
    assumeTrue(connection.getFrameMax() > 0);
    String queue = declareQueue();
    int size = TestServer.MAX_MESSAGE_SIZE_BYTES + 1;
    try (RawClient raw = RawClient.openChannel(TestServer.port())) {
      raw.publish("", queue);
      raw.header(size);
      if (!TestServer.external()) {
        // RabbitMQ answers when the whole body has come, which would take 128 MiB here.
        assertThat(raw.closeText())
            .isEqualTo(
                "406 PRECONDITION_FAILED - message size "
                    + size
                    + " is larger than configured max size "
                    + TestServer.MAX_MESSAGE_SIZE_BYTES);
      }
    }
  }

  @Test
  void anErrorLeavesOtherChannelsAlone() throws Exception {
    String queue = declareQueue();
    var failing = newChannel();
    var working = newChannel();
    failing.basicPublish("no such exchange", "k", null, bytes("x"));
    working.basicPublish("", queue, null, bytes("y"));
    await(() -> !failing.isOpen());
    awaitReady(queue, 1);
    assertThat(working.isOpen()).isTrue();
  }

  /** Not when it began: the queue may be another by now. */
  @Test
  void routesWhenTheContentIsWhole() throws Exception {
    String queue = declareQueue();
    try (RawClient client = RawClient.openChannel(TestServer.port())) {
      client.publish("", queue).header(3).body("one");
      awaitReady(queue, 1);
      client.publish("", queue).header(3).body("t");
      channel.queueDelete(queue);
      channel.queueDeclare(queue, false, false, false, null);
      client.body("wo");
      awaitReady(queue, 1);
    }
    assertThat(text(channel.basicGet(queue, true))).isEqualTo("two");
  }
}
