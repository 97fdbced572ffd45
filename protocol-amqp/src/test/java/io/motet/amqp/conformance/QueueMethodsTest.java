package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** queue.declare, queue.purge, queue.delete and what they refuse. */
final class QueueMethodsTest extends ConformanceTest {
  @Test
  void serverNamesAreUniqueAndReserved() throws Exception {
    String one = channel.queueDeclare().getQueue();
    String other = channel.queueDeclare().getQueue();
    assertThat(one).startsWith("amq.gen-").hasSize("amq.gen-".length() + 22).isNotEqualTo(other);
  }

  @Test
  void emptyNameMeansTheLastDeclared() throws Exception {
    String exchange = declareExchange("direct");
    String queue = channel.queueDeclare().getQueue();
    channel.queueBind("", exchange, "");
    channel.basicPublish(exchange, queue, null, bytes("by name"));
    awaitReady(queue, 1);
    assertThat(text(channel.basicGet("", true))).isEqualTo("by name");
    assertThat(channel.queuePurge("").getMessageCount()).isZero();
    channel.queueDelete("");
    assertChannelError(
        404,
        "NOT_FOUND - no queue '" + queue + "' in vhost '/'",
        () -> channel.queueDeclarePassive(queue));
  }

  @Test
  void emptyNameWithoutADeclareIsNotFound() throws Exception {
    assertChannelError(
        404, "NOT_FOUND - no previously declared queue", () -> channel.basicGet("", true));
  }

  @Test
  void declareTellsMessagesAndConsumers() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a", "b", "c");
    AMQP.Queue.DeclareOk ok = channel.queueDeclarePassive(queue);
    assertThat(ok.getMessageCount()).isEqualTo(3);
    assertThat(ok.getConsumerCount()).isZero();
    Inbox.on(newChannel(), queue, true).nextBodies(3);
    assertThat(channel.queueDeclarePassive(queue).getConsumerCount()).isEqualTo(1);
  }

  @Test
  void passiveOfAMissingOneIsNotFound() throws Exception {
    String name = queueName();
    assertChannelError(
        404,
        "NOT_FOUND - no queue '" + name + "' in vhost '/'",
        () -> channel.queueDeclarePassive(name));
  }

  @Test
  void reservedNamesAreRefused() throws Exception {
    assertChannelError(
        403,
        "ACCESS_REFUSED - queue name 'amq.mine' contains reserved prefix 'amq.*'",
        () -> channel.queueDeclare("amq.mine", false, false, false, null));
  }

  @Test
  void anotherDurabilityIsRefused() throws Exception {
    String name = declareQueue();
    assertChannelError(
        406,
        "PRECONDITION_FAILED - inequivalent arg 'durable' for queue '"
            + name
            + "' in vhost '/': received 'true' but current is 'false'",
        () -> channel.queueDeclare(name, true, false, false, null));
  }

  @Test
  void anotherArgumentIsRefused() throws Exception {
    String name = declareQueue(Map.of("x-max-length", 5));
    assertChannelError(
        406,
        "PRECONDITION_FAILED - inequivalent arg 'x-max-length' for queue '"
            + name
            + "' in vhost '/': received '6' but current is '5'",
        () -> channel.queueDeclare(name, false, false, false, Map.of("x-max-length", 6)));
  }

  @Test
  void theSameNumberOfAnotherWidthIsTheSame() throws Exception {
    String name = declareQueue(Map.of("x-message-ttl", 60_000));
    channel.queueDeclare(name, false, false, false, Map.of("x-message-ttl", 60_000L));
  }

  @Test
  void aMissingArgumentIsRefused() throws Exception {
    String name = declareQueue(Map.of("x-max-length", 5));
    assertChannelError(
        406,
        "PRECONDITION_FAILED - inequivalent arg 'x-max-length' for queue '"
            + name
            + "' in vhost '/': received none but current is the value '5' of type 'signedint'",
        () -> channel.queueDeclare(name, false, false, false, null));
  }

  @Test
  void wrongTypesOfArgumentsAreRefused() throws Exception {
    String name = queueName();
    assertChannelError(
        406,
        "PRECONDITION_FAILED - invalid arg 'x-message-ttl' for queue '"
            + name
            + "' in vhost '/': \"expected integer, got longstr\"",
        () -> channel.queueDeclare(name, false, false, false, Map.of("x-message-ttl", "10")));
  }

  @Test
  void exclusiveBelongsToItsConnection() throws Exception {
    String name = queueName();
    channel.queueDeclare(name, false, true, false, null);
    String text =
        "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue '"
            + name
            + "' in vhost '/'. It could be originally declared on another connection or the"
            + " exclusive property value does not match that of the original declaration.";
    Connection foreign = newConnection();
    for (ForeignUse use : foreignUses(name)) {
      Channel on = foreign.createChannel();
      assertChannelError(on, 405, text, () -> use.on(on));
    }
  }

  private interface ForeignUse {
    void on(Channel channel) throws Exception;
  }

  private static List<ForeignUse> foreignUses(String name) {
    return List.of(
        on -> on.queueDeclarePassive(name),
        on -> on.queueDeclare(name, false, true, false, null),
        on -> on.queueDeclare(name, false, false, false, null),
        on -> on.basicGet(name, true),
        on -> on.queuePurge(name),
        on -> on.queueDelete(name),
        on -> on.queueBind(name, "amq.direct", "k"),
        on -> Inbox.on(on, name, true));
  }

  @Test
  void exclusiveGoesWithItsConnection() throws Exception {
    String name = queueName();
    Connection owner = newConnection();
    owner.createChannel().queueDeclare(name, false, true, false, null);
    owner.close();
    assertChannelError(
        404,
        "NOT_FOUND - no queue '" + name + "' in vhost '/'",
        () -> channel.queueDeclarePassive(name));
  }

  @Test
  void autoDeleteGoesWithItsLastConsumer() throws Exception {
    String name = queueName();
    channel.queueDeclare(name, false, false, true, null);
    Channel consuming = newChannel();
    Inbox inbox = Inbox.on(consuming, name, true);
    channel.queueDeclarePassive(name);
    consuming.basicCancel(inbox.tag());
    assertChannelError(
        404,
        "NOT_FOUND - no queue '" + name + "' in vhost '/'",
        () -> channel.queueDeclarePassive(name));
  }

  @Test
  void purgeTellsHowMany() throws Exception {
    String name = declareQueue();
    publishConfirmed(name, "a", "b");
    assertThat(channel.queuePurge(name).getMessageCount()).isEqualTo(2);
    assertThat(ready(name)).isZero();
  }

  @Test
  void purgeOfAMissingOneIsNotFound() throws Exception {
    String name = queueName();
    assertChannelError(
        404, "NOT_FOUND - no queue '" + name + "' in vhost '/'", () -> channel.queuePurge(name));
  }

  @Test
  void deleteTellsHowMany() throws Exception {
    String name = declareQueue();
    publishConfirmed(name, "a", "b");
    assertThat(channel.queueDelete(name).getMessageCount()).isEqualTo(2);
  }

  @Test
  void deletingAMissingOneSucceeds() throws Exception {
    assertThat(channel.queueDelete(queueName()).getMessageCount()).isZero();
  }

  @Test
  void ifEmptyKeepsOneWithMessages() throws Exception {
    String name = declareQueue();
    publishConfirmed(name, "a");
    assertChannelError(
        406,
        "PRECONDITION_FAILED - queue '" + name + "' in vhost '/' not empty",
        () -> channel.queueDelete(name, false, true));
  }

  @Test
  void ifUnusedKeepsOneWithConsumers() throws Exception {
    String name = declareQueue();
    Inbox.on(newChannel(), name, true);
    assertChannelError(
        406,
        "PRECONDITION_FAILED - queue '" + name + "' in vhost '/' in use",
        () -> channel.queueDelete(name, true, false));
  }

  @Test
  void nowaitMethodsTakeEffect() throws Exception {
    String name = queueName();
    channel.queueDeclareNoWait(name, false, false, false, Map.of());
    channel.queueDeclarePassive(name);
    channel.queueDeleteNoWait(name, false, false);
    assertChannelError(
        404,
        "NOT_FOUND - no queue '" + name + "' in vhost '/'",
        () -> channel.queueDeclarePassive(name));
  }

  @Test
  void unknownArgumentsAreAccepted() throws Exception {
    declareQueue(Map.of("x-made-up", "value"));
  }

  @Test
  void lineEndsInNamesAreDropped() throws Exception {
    String name = queueName();
    channel.queueDeclare(name + "\n", false, false, false, null);
    channel.queueDeclarePassive(name);
  }
}
