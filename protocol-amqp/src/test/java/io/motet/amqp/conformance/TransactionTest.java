package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.Return;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** tx.select, tx.commit and tx.rollback. */
final class TransactionTest extends ConformanceTest {
  private Channel tx;

  @BeforeEach
  void select() throws Exception {
    tx = newChannel();
    tx.txSelect();
  }

  @Test
  void nothingIsSeenBeforeCommit() throws Exception {
    String queue = declareQueue();
    tx.basicPublish("", queue, null, bytes("a"));
    tx.basicPublish("", queue, null, bytes("b"));
    tx.basicQos(1); // an answer: the publishes have been read
    assertThat(ready(queue)).isZero();
    tx.txCommit();
    awaitReady(queue, 2);
    assertThat(text(channel.basicGet(queue, true))).isEqualTo("a");
    assertThat(text(channel.basicGet(queue, true))).isEqualTo("b");
  }

  @Test
  void commitReachesSeveralQueues() throws Exception {
    String durable = queueName();
    channel.queueDeclare(durable, true, false, false, null);
    String other = declareQueue();
    tx.basicPublish("", durable, MessageProperties.PERSISTENT_BASIC, bytes("a"));
    tx.basicPublish("", other, null, bytes("b"));
    tx.txCommit();
    awaitReady(durable, 1);
    awaitReady(other, 1);
  }

  @Test
  void rollbackForgetsPublishes() throws Exception {
    String queue = declareQueue();
    tx.basicPublish("", queue, null, bytes("a"));
    tx.txRollback();
    tx.txCommit();
    assertThat(ready(queue)).isZero();
  }

  @Test
  void rollbackForgetsAcknowledgements() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a", "b");
    GetResponse a = tx.basicGet(queue, false);
    GetResponse b = tx.basicGet(queue, false);
    tx.basicAck(b.getEnvelope().getDeliveryTag(), true);
    tx.txRollback();
    tx.basicAck(a.getEnvelope().getDeliveryTag(), false);
    tx.txCommit();
    tx.close();
    awaitReady(queue, 1);
    GetResponse again = channel.basicGet(queue, true);
    assertThat(text(again)).isEqualTo("b");
    assertThat(again.getEnvelope().isRedeliver()).isTrue();
  }

  @Test
  void uncommittedAcknowledgementsAreLostWithTheChannel() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a");
    GetResponse a = tx.basicGet(queue, false);
    tx.basicAck(a.getEnvelope().getDeliveryTag(), false);
    tx.close();
    awaitReady(queue, 1);
  }

  @Test
  void committedRejectRequeues() throws Exception {
    String queue = declareQueue();
    publishConfirmed(queue, "a");
    GetResponse a = tx.basicGet(queue, false);
    tx.basicReject(a.getEnvelope().getDeliveryTag(), true);
    tx.basicQos(1);
    assertThat(ready(queue)).isZero();
    tx.txCommit();
    awaitReady(queue, 1);
  }

  @Test
  void returnsComeAtCommit() throws Exception {
    BlockingQueue<Return> returns = new LinkedBlockingQueue<>();
    tx.addReturnListener(returns::add);
    tx.basicPublish("amq.direct", "nowhere", true, null, bytes("back"));
    tx.basicQos(1);
    assertThat(returns).isEmpty();
    tx.txCommit();
    assertThat(returns.poll(15, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void selectAgainIsHarmless() throws Exception {
    String queue = declareQueue();
    tx.basicPublish("", queue, null, bytes("a"));
    tx.txSelect();
    tx.txCommit();
    awaitReady(queue, 1);
  }

  @Test
  void commitWithoutSelectIsRefused() throws Exception {
    assertChannelError(
        406, "PRECONDITION_FAILED - channel is not transactional", () -> channel.txCommit());
  }

  @Test
  void rollbackWithoutSelectIsRefused() throws Exception {
    assertChannelError(
        406, "PRECONDITION_FAILED - channel is not transactional", () -> channel.txRollback());
  }
}
