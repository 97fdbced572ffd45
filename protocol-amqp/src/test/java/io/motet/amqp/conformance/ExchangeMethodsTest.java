package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.BuiltinExchangeType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** exchange.declare, exchange.delete and what they refuse. */
final class ExchangeMethodsTest extends ConformanceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "amq.direct",
        "amq.fanout",
        "amq.topic",
        "amq.headers",
        "amq.match",
        "amq.rabbitmq.trace"
      })
  void predeclaredExist(String name) throws Exception {
    channel.exchangeDeclarePassive(name);
  }

  @Test
  void declaringTheSameAgainSucceeds() throws Exception {
    String name = exchangeName();
    channel.exchangeDeclare(name, "topic", true, true, Map.of());
    channel.exchangeDeclare(name, "topic", true, true, Map.of());
  }

  @Test
  void anotherTypeIsRefused() throws Exception {
    String name = declareExchange("direct");
    assertChannelError(
        406,
        "PRECONDITION_FAILED - inequivalent arg 'type' for exchange '"
            + name
            + "' in vhost '/': received 'fanout' but current is 'direct'",
        () -> channel.exchangeDeclare(name, "fanout"));
  }

  @Test
  void anotherDurabilityIsRefused() throws Exception {
    String name = declareExchange("direct");
    assertChannelError(
        406,
        "PRECONDITION_FAILED - inequivalent arg 'durable' for exchange '"
            + name
            + "' in vhost '/': received 'true' but current is 'false'",
        () -> channel.exchangeDeclare(name, "direct", true));
  }

  @Test
  void passiveOfAMissingOneIsNotFound() throws Exception {
    String name = exchangeName();
    assertChannelError(
        404,
        "NOT_FOUND - no exchange '" + name + "' in vhost '/'",
        () -> channel.exchangeDeclarePassive(name));
  }

  @Test
  void unknownTypeIsRefused() throws Exception {
    String name = exchangeName();
    if (speaks313()) {
      assertChannelError(
          406,
          "PRECONDITION_FAILED - unknown exchange type 'nonsense'",
          () -> channel.exchangeDeclare(name, "nonsense"));
    } else {
      assertConnectionError(
          503,
          "COMMAND_INVALID - unknown exchange type 'nonsense'",
          () -> channel.exchangeDeclare(name, "nonsense"));
    }
  }

  @Test
  void reservedNamesAreRefused() throws Exception {
    assertChannelError(
        403,
        "ACCESS_REFUSED - exchange name 'amq.mine' contains reserved prefix 'amq.*'",
        () -> channel.exchangeDeclare("amq.mine", "direct"));
  }

  @Test
  void systemExchangesStay() throws Exception {
    assertChannelError(
        403,
        "ACCESS_REFUSED - deletion of system exchange 'amq.direct' in vhost '/' not allowed",
        () -> channel.exchangeDelete("amq.direct"));
  }

  @Test
  void theDefaultExchangeCannotBeDeclared() throws Exception {
    assertChannelError(
        403,
        "ACCESS_REFUSED - operation not permitted on the default exchange",
        () -> channel.exchangeDeclare("", "direct", true));
  }

  @Test
  void theDefaultExchangeCannotBeDeleted() throws Exception {
    assertChannelError(
        403,
        "ACCESS_REFUSED - operation not permitted on the default exchange",
        () -> channel.exchangeDelete(""));
  }

  @Test
  void deletingAMissingOneSucceeds() throws Exception {
    channel.exchangeDelete(exchangeName());
  }

  @Test
  void ifUnusedKeepsABoundOne() throws Exception {
    String name = declareExchange("fanout");
    String queue = declareQueue();
    channel.queueBind(queue, name, "");
    assertChannelError(
        406,
        "PRECONDITION_FAILED - exchange '" + name + "' in vhost '/' in use",
        () -> channel.exchangeDelete(name, true));
  }

  @Test
  void ifUnusedDeletesAnUnboundOne() throws Exception {
    String name = declareExchange("fanout");
    channel.exchangeDelete(name, true);
    assertChannelError(
        404,
        "NOT_FOUND - no exchange '" + name + "' in vhost '/'",
        () -> channel.exchangeDeclarePassive(name));
  }

  @Test
  void autoDeleteGoesWithItsLastBinding() throws Exception {
    String name = exchangeName();
    channel.exchangeDeclare(name, BuiltinExchangeType.FANOUT, false, true, Map.of());
    String queue = declareQueue();
    channel.queueBind(queue, name, "");
    channel.queueUnbind(queue, name, "");
    assertChannelError(
        404,
        "NOT_FOUND - no exchange '" + name + "' in vhost '/'",
        () -> channel.exchangeDeclarePassive(name));
  }

  @Test
  void nowaitDeclareTakesEffect() throws Exception {
    String name = exchangeName();
    channel.exchangeDeclareNoWait(name, "direct", false, false, false, Map.of());
    channel.exchangeDeclarePassive(name);
    channel.exchangeDeleteNoWait(name, false);
    assertChannelError(
        404,
        "NOT_FOUND - no exchange '" + name + "' in vhost '/'",
        () -> channel.exchangeDeclarePassive(name));
  }

  @Test
  void lineEndsInNamesAreDropped() throws Exception {
    String name = exchangeName();
    channel.exchangeDeclare(name + "\r\n", "direct");
    channel.exchangeDeclarePassive(name);
  }

  @Test
  void alternateExchangeTakesTheUnroutable() throws Exception {
    String alternate = declareExchange("fanout");
    String queue = declareQueue();
    channel.queueBind(queue, alternate, "");
    String name = exchangeName();
    channel.exchangeDeclare(name, "direct", false, false, Map.of("alternate-exchange", alternate));
    channel.basicPublish(name, "nowhere", true, null, bytes("saved"));
    awaitReady(queue, 1);
    assertThat(text(channel.basicGet(queue, true))).isEqualTo("saved");
  }
}
