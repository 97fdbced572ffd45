package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Channels as such: flow, many of them, life after an error. */
final class ChannelStateTest extends ConformanceTest {
  @Test
  void flowOnIsAnswered() throws Exception {
    AMQP.Channel.FlowOk ok =
        (AMQP.Channel.FlowOk)
            channel.rpc(new AMQP.Channel.Flow.Builder().active(true).build()).getMethod();
    assertThat(ok.getActive()).isTrue();
  }

  @Test
  void flowOffIsNotImplemented() throws Exception {
    assertConnectionError(
        540,
        "NOT_IMPLEMENTED - active=false",
        () -> channel.rpc(new AMQP.Channel.Flow.Builder().active(false).build()));
  }

  @Test
  void accessRequestIsAnswered() throws Exception {
    AMQP.Access.RequestOk ok =
        (AMQP.Access.RequestOk)
            channel.rpc(new AMQP.Access.Request.Builder().realm("/data").build()).getMethod();
    assertThat(ok.getTicket()).isEqualTo(1);
  }

  @Test
  void aNumberCanBeUsedAgainAfterAnError() throws Exception {
    int number = channel.getChannelNumber();
    for (int i = 0; i < 5; i++) {
      Channel failing = channel;
      assertChannelError(
          failing,
          404,
          "NOT_FOUND - no queue 'none' in vhost '/'",
          () -> failing.queuePurge("none"));
      channel = connection.createChannel(number);
      if (channel == null) {
        channel = connection.createChannel();
      }
    }
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void manyChannelsWorkSideBySide() throws Exception {
    String queue = declareQueue();
    List<Channel> channels = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      channels.add(newChannel());
    }
    for (Channel one : channels) {
      one.confirmSelect();
      one.basicPublish("", queue, null, bytes(Integer.toString(one.getChannelNumber())));
    }
    for (Channel one : channels) {
      one.waitForConfirmsOrDie(15_000);
    }
    assertThat(ready(queue)).isEqualTo(500);
    for (Channel one : channels) {
      one.close();
    }
  }

  @Test
  void methodsFollowTheirOrder() throws Exception {
    for (int i = 0; i < 50; i++) {
      String queue = queueName();
      channel.queueDeclareNoWait(queue, false, false, false, null);
      channel.basicPublish("", queue, null, bytes("x"));
      channel.queuePurge(queue);
      assertThat(channel.basicGet(queue, true)).isNull();
      channel.queueDeleteNoWait(queue, false, false);
    }
  }
}
