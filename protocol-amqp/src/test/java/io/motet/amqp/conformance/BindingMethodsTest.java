package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bindings between exchanges and queues, and how each type routes. */
final class BindingMethodsTest extends ConformanceTest {
  @Test
  void missingExchangeIsNotFound() throws Exception {
    String queue = declareQueue();
    String exchange = exchangeName();
    assertChannelError(
        404,
        "NOT_FOUND - no exchange '" + exchange + "' in vhost '/'",
        () -> channel.queueBind(queue, exchange, "k"));
  }

  @Test
  void missingQueueIsNotFound() throws Exception {
    String queue = queueName();
    assertChannelError(
        404,
        "NOT_FOUND - no queue '" + queue + "' in vhost '/'",
        () -> channel.queueBind(queue, "amq.direct", "k"));
  }

  @Test
  void theDefaultExchangeCannotBeBound() throws Exception {
    String queue = declareQueue();
    assertChannelError(
        403,
        "ACCESS_REFUSED - operation not permitted on the default exchange",
        () -> channel.queueBind(queue, "", "k"));
  }

  @Test
  void unbindingWhatIsNotBoundSucceeds() throws Exception {
    channel.queueUnbind(declareQueue(), "amq.direct", "never");
  }

  @Test
  void unbindStopsRouting() throws Exception {
    String exchange = declareExchange("direct");
    String queue = declareQueue();
    channel.queueBind(queue, exchange, "k");
    channel.queueBind(queue, exchange, "k");
    channel.queueUnbind(queue, exchange, "k");
    channel.confirmSelect();
    channel.basicPublish(exchange, "k", null, bytes("lost"));
    channel.waitForConfirmsOrDie(15_000);
    assertThat(ready(queue)).isZero();
  }

  @Test
  void directRoutesByEqualKeys() throws Exception {
    assertRoutes("direct", "red", Map.of("red", 1, "Red", 0, "red.x", 0));
  }

  @Test
  void fanoutIgnoresKeys() throws Exception {
    assertRoutes("fanout", "red", Map.of("red", 1, "blue", 1));
  }

  @Test
  void topicStarIsOneWord() throws Exception {
    assertRoutes("topic", "a.*.c", Map.of("a.b.c", 1, "a..c", 1, "a.c", 0, "a.b.b.c", 0));
  }

  @Test
  void topicHashIsAnyNumberOfWords() throws Exception {
    assertRoutes("topic", "a.#", Map.of("a", 1, "a.b", 1, "a.b.c", 1, "b.a", 0));
  }

  private void assertRoutes(String type, String bindingKey, Map<String, Integer> expected)
      throws Exception {
    String exchange = declareExchange(type);
    for (Map.Entry<String, Integer> one : expected.entrySet()) {
      String queue = declareQueue();
      channel.queueBind(queue, exchange, bindingKey);
      var confirming = newChannel();
      confirming.confirmSelect();
      confirming.basicPublish(exchange, one.getKey(), null, bytes("x"));
      confirming.waitForConfirmsOrDie(15_000);
      assertThat(ready(queue)).as(one.getKey()).isEqualTo(one.getValue().longValue());
      channel.queueDelete(queue);
    }
  }

  @Test
  void aQueueBoundTwiceGetsOneCopy() throws Exception {
    String exchange = declareExchange("topic");
    String queue = declareQueue();
    channel.queueBind(queue, exchange, "a.*");
    channel.queueBind(queue, exchange, "#");
    channel.confirmSelect();
    channel.basicPublish(exchange, "a.b", null, bytes("once"));
    channel.waitForConfirmsOrDie(15_000);
    assertThat(ready(queue)).isEqualTo(1);
  }

  @Test
  void headersMatchAllOrAny() throws Exception {
    String exchange = declareExchange("headers");
    String all = declareQueue();
    String any = declareQueue();
    channel.queueBind(all, exchange, "", Map.of("x-match", "all", "a", 1, "b", "two"));
    channel.queueBind(any, exchange, "", Map.of("x-match", "any", "a", 1, "b", "two"));
    channel.confirmSelect();
    publishHeaders(exchange, Map.of("a", 1, "b", "two"));
    publishHeaders(exchange, Map.of("a", 1));
    publishHeaders(exchange, Map.of("a", 2));
    channel.waitForConfirmsOrDie(15_000);
    assertThat(ready(all)).isEqualTo(1);
    assertThat(ready(any)).isEqualTo(2);
  }

  @Test
  void unknownMatchIsRefused() throws Exception {
    String exchange = declareExchange("headers");
    String queue = declareQueue();
    assertChannelError(
        406,
        "PRECONDITION_FAILED - Invalid x-match field value <<\"some\">>; expected all, any,"
            + " all-with-x, or any-with-x",
        () -> channel.queueBind(queue, exchange, "", Map.of("x-match", "some")));
  }

  private void publishHeaders(String exchange, Map<String, Object> headers) throws Exception {
    channel.basicPublish(
        exchange,
        "",
        new com.rabbitmq.client.AMQP.BasicProperties.Builder().headers(headers).build(),
        bytes("x"));
  }

  @Test
  void exchangesRouteToExchanges() throws Exception {
    String source = declareExchange("topic");
    String destination = declareExchange("fanout");
    String queue = declareQueue();
    channel.exchangeBind(destination, source, "a.#");
    channel.queueBind(queue, destination, "");
    channel.confirmSelect();
    channel.basicPublish(source, "a.b", null, bytes("through"));
    channel.waitForConfirmsOrDie(15_000);
    assertThat(ready(queue)).isEqualTo(1);
    channel.exchangeUnbind(destination, source, "a.#");
    channel.basicPublish(source, "a.b", null, bytes("lost"));
    channel.waitForConfirmsOrDie(15_000);
    assertThat(ready(queue)).isEqualTo(1);
  }

  @Test
  void exchangesBoundInACircleRouteOnce() throws Exception {
    String one = declareExchange("fanout");
    String other = declareExchange("fanout");
    String queue = declareQueue();
    channel.exchangeBind(one, other, "");
    channel.exchangeBind(other, one, "");
    channel.queueBind(queue, one, "");
    channel.queueBind(queue, other, "");
    channel.confirmSelect();
    channel.basicPublish(one, "", null, bytes("once"));
    channel.waitForConfirmsOrDie(15_000);
    assertThat(ready(queue)).isEqualTo(1);
  }
}
