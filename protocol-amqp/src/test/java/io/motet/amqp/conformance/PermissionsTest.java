package io.motet.amqp.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user without rights is told. */
final class PermissionsTest extends ConformanceTest {
  private static final String USER = "motet-limited";

  private Channel limited;

  @BeforeEach
  void logIn() throws Exception {
    assumeTrue(TestServer.administrable());
    TestServer.putUser(USER, "secret");
    TestServer.permit(USER, "^conf-.*", "^write-.*|^conf-.*", "^read-.*|^conf-.*");
    ConnectionFactory factory = TestServer.connections();
    factory.setUsername(USER);
    factory.setPassword("secret");
    Connection made = factory.newConnection();
    opened.add(made);
    limited = made.createChannel();
  }

  private void assertRefused(String access, String resource, Action action) throws Exception {
    String prefix = speaks313() ? access + " " : "";
    assertChannelError(
        limited,
        403,
        "ACCESS_REFUSED - "
            + prefix
            + "access to "
            + resource
            + " in vhost '/' refused for user '"
            + USER
            + "'",
        action);
  }

  @Test
  void declareNeedsConfigure() throws Exception {
    assertRefused(
        "configure",
        "queue 'other'",
        () -> limited.queueDeclare("other", false, true, false, null));
  }

  @Test
  void declareOfExchangesNeedsConfigure() throws Exception {
    assertRefused(
        "configure", "exchange 'other'", () -> limited.exchangeDeclare("other", "direct"));
  }

  @Test
  void deleteNeedsConfigure() throws Exception {
    assertRefused("configure", "queue 'other'", () -> limited.queueDelete("other"));
  }

  @Test
  void publishNeedsWrite() throws Exception {
    assertRefused(
        "write",
        "exchange 'amq.direct'",
        () -> limited.basicPublish("amq.direct", "k", null, bytes("x")));
  }

  @Test
  void theDefaultExchangeHasAName() throws Exception {
    assertRefused(
        "write", "exchange 'amq.default'", () -> limited.basicPublish("", "k", null, bytes("x")));
  }

  @Test
  void consumeNeedsRead() throws Exception {
    String queue = declareQueue();
    assertRefused("read", "queue '" + queue + "'", () -> Inbox.on(limited, queue, true));
  }

  @Test
  void getNeedsRead() throws Exception {
    String queue = declareQueue();
    assertRefused("read", "queue '" + queue + "'", () -> limited.basicGet(queue, true));
  }

  @Test
  void bindNeedsWriteOnTheQueue() throws Exception {
    String queue = declareQueue();
    assertRefused(
        "write", "queue '" + queue + "'", () -> limited.queueBind(queue, "amq.direct", "k"));
  }

  @Test
  void bindNeedsReadOnTheExchange() throws Exception {
    limited.queueDeclare("conf-q", false, true, false, null);
    assertRefused(
        "read", "exchange 'amq.direct'", () -> limited.queueBind("conf-q", "amq.direct", "k"));
  }

  @Test
  void deadLetteringNeedsWriteOnTheExchange() throws Exception {
    assertRefused(
        "write",
        "exchange 'amq.direct'",
        () ->
            limited.queueDeclare(
                "conf-dlx", false, true, false, Map.of("x-dead-letter-exchange", "amq.direct")));
  }

  @Test
  void missingRightsComeBeforeMissingQueues() throws Exception {
    assertRefused("read", "queue 'nonesuch'", () -> limited.queuePurge("nonesuch"));
  }

  @Test
  void topicsHaveRightsOfTheirOwn() throws Exception {
    TestServer.permit(USER, ".*", ".*", ".*");
    TestServer.permitTopic(USER, "amq.topic", "^mine\\..*", "^mine\\..*");
    limited.queueDeclare("conf-topic", false, true, false, null);
    limited.queueBind("conf-topic", "amq.topic", "mine.#");
    limited.basicPublish("amq.topic", "mine.a", null, bytes("x"));
    assertRefused(
        "write",
        "topic 'yours.a' in exchange 'amq.topic'",
        () -> limited.basicPublish("amq.topic", "yours.a", null, bytes("x")));
  }

  @Test
  void impersonatorsMayClaimAnotherUser() throws Exception {
    TestServer.permit(USER, ".*", ".*", ".*");
    TestServer.tagUser(USER, "impersonator");
    limited.getConnection().close();
    ConnectionFactory factory = TestServer.connections();
    factory.setUsername(USER);
    factory.setPassword("secret");
    Connection made = factory.newConnection();
    opened.add(made);
    String queue = declareQueue();
    made.createChannel()
        .basicPublish("", queue, new BasicProperties.Builder().userId("x").build(), bytes("x"));
    awaitReady(queue, 1);
  }
}
