package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.Return;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Direct reply-to: answers without a queue. */
final class DirectReplyTest extends ConformanceTest {
  private static final String REPLY_TO = "amq.rabbitmq.reply-to";

  private static BasicProperties request() {
    return new BasicProperties.Builder().replyTo(REPLY_TO).correlationId("1").build();
  }

  /** Sends a request and returns the address that the worker sees. */
  private String addressOf(Channel requester) throws Exception {
    String queue = declareQueue();
    requester.basicPublish("", queue, request(), bytes("question"));
    awaitReady(queue, 1);
    GetResponse got = channel.basicGet(queue, true);
    assertThat(got.getProps().getCorrelationId()).isEqualTo("1");
    return got.getProps().getReplyTo();
  }

  @Test
  void answersComeToTheRequester() throws Exception {
    Channel requester = newConnection().createChannel();
    Inbox inbox = Inbox.on(requester, REPLY_TO, true);
    String address = addressOf(requester);
    assertThat(address).startsWith(REPLY_TO + ".").isNotEqualTo(REPLY_TO + ".");
    channel.basicPublish("", address, null, bytes("answer"));
    channel.basicPublish("", address, null, bytes("another"));
    Delivery answer = inbox.next();
    assertThat(text(answer.getBody())).isEqualTo("answer");
    assertThat(answer.getEnvelope().getExchange()).isEmpty();
    assertThat(answer.getEnvelope().getRoutingKey()).isEqualTo(address);
    assertThat(text(inbox.next().getBody())).isEqualTo("another");
  }

  @Test
  void aDeclareFindsAWaitingRequester() throws Exception {
    Channel requester = newConnection().createChannel();
    Inbox inbox = Inbox.on(requester, REPLY_TO, true);
    String address = addressOf(requester);
    assertThat(channel.queueDeclarePassive(address).getConsumerCount()).isEqualTo(1);
    assertThat(channel.queueDeclare(address, false, false, false, null).getQueue())
        .isEqualTo(address);
    assertThat(channel.queueDeclarePassive(REPLY_TO).getQueue()).isEqualTo(REPLY_TO);
    requester.basicCancel(inbox.tag());
    assertChannelError(
        404,
        "NOT_FOUND - no queue '" + address + "' in vhost '/'",
        () -> channel.queueDeclarePassive(address));
  }

  @Test
  void answersForTheGoneAreDropped() throws Exception {
    Channel requester = newConnection().createChannel();
    Inbox.on(requester, REPLY_TO, true);
    String address = addressOf(requester);
    requester.close();
    BlockingQueue<Return> returns = new LinkedBlockingQueue<>();
    channel.addReturnListener(returns::add);
    channel.basicPublish("", address, true, null, bytes("late"));
    assertThat(returns.poll(15, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void acknowledgingConsumersAreRefused() throws Exception {
    assertChannelError(
        406,
        "PRECONDITION_FAILED - reply consumer cannot acknowledge",
        () -> Inbox.on(channel, REPLY_TO, false));
  }

  @Test
  void aChannelHasOneReplyConsumer() throws Exception {
    Inbox.on(channel, REPLY_TO, true);
    assertChannelError(
        406,
        "PRECONDITION_FAILED - reply consumer already set",
        () -> Inbox.on(channel, REPLY_TO, true));
  }

  @Test
  void requestsNeedAConsumer() throws Exception {
    assertChannelError(
        406,
        "PRECONDITION_FAILED - fast reply consumer does not exist",
        () -> channel.basicPublish("", "any", request(), bytes("question")));
  }
}
