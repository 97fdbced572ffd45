package io.motet.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.BasicMethod;
import io.motet.amqp.codec.ChannelMethod;
import io.motet.amqp.codec.ConnectionMethod;
import io.motet.amqp.codec.QueueMethod;
import io.motet.amqp.codec.ReplyCode;
import io.motet.amqp.support.FakeBroker;
import io.motet.amqp.support.FakeClient;
import io.motet.amqp.support.RecordingChannel;
import io.motet.amqp.support.Wire;
import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelLifeTest {
  private static final String NOT_FOUND =
      "1 channel.close[replyCode=404, replyText=NOT_FOUND - no queue 'q' in vhost '/',"
          + " causeClassId=50, causeMethodId=30]";

  private final FakeClient client = new FakeClient();

  @AfterEach
  void close() {
    client.close();
  }

  private static void refuse(RecordingChannel channel) {
    channel.onMethod =
        method -> {
          throw new BrokerException(ErrorKind.NOT_FOUND, "no queue 'q' in vhost '/'");
        };
  }

  @Test
  void bringsMethodsToTheirChannel() {
    client.connectWithChannel().openChannel(7);
    client.send(7, new QueueMethod.Purge("q", false));
    client.send(1, new BasicMethod.Ack(9, true));

    assertThat(client.channels.get(1).events).containsExactly("Purge[queue=q, noWait=false]");
    assertThat(client.channels.get(0).events).containsExactly("ack 9 true");
    assertThat(client.broker.channelsOpened).hasSize(2);
  }

  @Test
  void bringsContentsInWhateverPiecesTheyCome() {
    client.connectWithChannel();
    client.send(
        Wire.method(1, new BasicMethod.Publish("ex", "key", true, false)),
        Wire.contentHeader(1, 60, 0, 5),
        Wire.body(1, "he"),
        Wire.body(1, ""),
        Wire.body(1, "llo"),
        Wire.method(1, new BasicMethod.Publish("", "", false, true)),
        Wire.contentHeader(1, 60, 0, 0));

    assertThat(client.channel().events)
        .containsExactly(
            "publish ex/key true false",
            "header 2 5",
            "body hello",
            "publish / false true",
            "header 2 0",
            "body ");
  }

  @Test
  void contentsOfTwoChannelsMayInterleave() {
    client.connectWithChannel().openChannel(2);
    client.send(
        Wire.method(1, new BasicMethod.Publish("", "a", false, false)),
        Wire.method(2, new BasicMethod.Publish("", "b", false, false)),
        Wire.contentHeader(2, 60, 0, 1),
        Wire.contentHeader(1, 60, 0, 1),
        Wire.body(1, "A"),
        Wire.body(2, "B"));

    assertThat(client.channels.get(0).events).last().isEqualTo("body A");
    assertThat(client.channels.get(1).events).last().isEqualTo("body B");
  }

  @Test
  void closesForTheClient() {
    client.connectWithChannel();
    client.send(1, new ChannelMethod.Close(200, "bye", 0, 0));

    assertThat(client.receivedOne()).isEqualTo("1 channel.close_ok[]");
    assertThat(client.channel().events).containsExactly("close");
    assertThat(client.broker.channelsClosed).hasSize(1);
    client.openChannel(1);
  }

  @Test
  void anErrorClosesTheChannelAndNotTheConnection() {
    client.connectWithChannel().openChannel(2);
    refuse(client.channels.get(0));
    client.send(1, new QueueMethod.Purge("q", false));

    assertThat(client.receivedOne()).isEqualTo(NOT_FOUND);
    assertThat(client.channels.get(0).events).last().isEqualTo("close");
    assertThat(List.<Object>copyOf(client.broker.opened.get(0).channels()))
        .containsExactly(client.channels.get(1));
    client.send(2, new QueueMethod.Purge("q", false));
    assertThat(client.channels.get(1).events).hasSize(1);
  }

  @Test
  void dropsAllUntilTheErrorIsAnswered() {
    client.connectWithChannel();
    refuse(client.channel());
    client.send(1, new QueueMethod.Purge("q", false)).received();
    client.send(
        Wire.method(1, new QueueMethod.Purge("q", false)),
        Wire.method(1, new BasicMethod.Publish("", "q", false, false)),
        Wire.contentHeader(1, 60, 0, 1),
        Wire.body(1, "x"),
        Wire.method(1, new ChannelMethod.CloseOk()));

    assertThat(client.received()).isEmpty();
    assertThat(client.channel().events).hasSize(2);
    client.openChannel(1);
  }

  @Test
  void answersACloseThatCrossedItsOwn() {
    client.connectWithChannel();
    refuse(client.channel());
    client.send(1, new QueueMethod.Purge("q", false)).received();
    client.send(1, new ChannelMethod.Close(200, "", 0, 0));

    assertThat(client.receivedOne()).isEqualTo("1 channel.close_ok[]");
  }

  @Test
  void aHardErrorOfAChannelClosesTheConnection() {
    client.connectWithChannel();
    client.channel().onMethod =
        method -> {
          throw new AmqpException(ReplyCode.NOT_IMPLEMENTED, "active=false");
        };
    client.send(1, new ChannelMethod.Flow(false));

    assertThat(client.receivedOne())
        .isEqualTo(
            "0 connection.close[replyCode=540, replyText=NOT_IMPLEMENTED - active=false,"
                + " causeClassId=20, causeMethodId=20]");
    assertThat(client.channel().events).last().isEqualTo("close");
  }

  @Test
  void aFaultOfAChannelClosesTheConnection() {
    client.connectWithChannel();
    client.channel().onMethod =
        method -> {
          throw new IllegalStateException("not expected");
        };
    client.send(1, new QueueMethod.Purge("q", false));

    assertThat(client.receivedOne()).startsWith("0 connection.close[replyCode=541, ");
  }

  @Test
  void anErrorMayComeLater() {
    client.connectWithChannel();
    client.channel().onMethod = method -> client.channel().context.suspend();
    client.send(1, new QueueMethod.Purge("q", false));
    assertThat(client.received()).isEmpty();

    ChannelContext context = client.channel().context;
    context.fail(new AmqpException(ReplyCode.NOT_FOUND, "no queue 'q' in vhost '/'"), 50, 30);
    context.fail(new AmqpException(ReplyCode.NOT_FOUND, "once more"), 50, 30);
    client.settle();

    assertThat(client.receivedOne()).isEqualTo(NOT_FOUND);
    client.send(1, new ChannelMethod.CloseOk());
    client.openChannel(1);
  }

  @Test
  void holdsFramesWhileSuspended() {
    client.connectWithChannel();
    client.channel().onMethod = method -> client.channel().context.suspend();
    client.send(
        Wire.method(1, new QueueMethod.Purge("a", false)),
        Wire.method(1, new QueueMethod.Purge("b", false)));
    client.send(1, new QueueMethod.Purge("c", false));
    assertThat(client.channel().events).hasSize(1);
    assertThat(client.socket.config().isAutoRead()).isFalse();

    client.channel().onMethod = method -> {};
    client.channel().context.resume();
    client.settle();

    assertThat(client.channel().events).hasSize(3).last().asString().contains("queue=c");
    assertThat(client.socket.config().isAutoRead()).isTrue();
  }

  @Test
  void maySuspendAndResumeWithinAMethod() {
    client.connectWithChannel();
    client.channel().onMethod =
        method -> {
          client.channel().context.suspend();
          client.channel().context.resume();
        };
    client.send(
        Wire.method(1, new QueueMethod.Purge("a", false)),
        Wire.method(1, new QueueMethod.Purge("b", false)));

    assertThat(client.channel().events).hasSize(2);
  }

  @Test
  void refusesMoreChannelsThanAgreed() {
    client.connect(2, 0).openChannel(9).openChannel(3);
    client.send(4, new ChannelMethod.Open());

    assertThat(client.receivedOne())
        .contains(
            "replyText=NOT_ALLOWED - number of channels opened (2) has reached the negotiated"
                + " channel_max (2), causeClassId=0, causeMethodId=0");
  }

  @Test
  void refusesMoreChannelsThanTheNodeMayHave() {
    ConnectionOptions options =
        new ConnectionOptions(
            131072, 4096, 2047, 1, 0, 60, 10_000, 3_000, 64L << 20, List.of("PLAIN"));
    try (FakeClient limited = new FakeClient(new FakeBroker(), options, new OpenConnections())) {
      limited.connectWithChannel();
      limited.send(1, new ChannelMethod.Close(200, "", 0, 0)).received();
      limited.openChannel(1);
      limited.send(2, new ChannelMethod.Open());

      assertThat(limited.receivedOne())
          .contains(
              "replyText=NOT_ALLOWED - number of channels opened on node 'motet@test' has reached"
                  + " the maximum allowed limit of (1)");
    }
  }

  @Test
  void writesAfterTheEndGoNowhere() {
    client.connectWithChannel();
    ChannelContext context = client.channel().context;
    client.close();
    context.writer().ack(1, 1, false);
    context.resume();
    context.fail(new AmqpException(ReplyCode.NOT_FOUND, "too late"), 0, 0);
    client.settle();

    assertThat(client.channel().events).containsExactly("close");
    assertThat(client.broker.shard.pendingTimers()).isZero();
  }

  @Test
  void closesChannelsWhenTheClientClosesTheConnection() {
    client.connectWithChannel().openChannel(2);
    client.send(0, new ConnectionMethod.Close(200, "bye", 0, 0));

    assertThat(client.receivedOne()).isEqualTo("0 connection.close_ok[]");
    assertThat(client.channels).allSatisfy(channel -> assertThat(channel.events).contains("close"));
    assertThat(client.broker.channelsClosed).hasSize(2);
  }
}
