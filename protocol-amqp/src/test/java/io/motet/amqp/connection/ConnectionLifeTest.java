package io.motet.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.amqp.codec.BasicMethod;
import io.motet.amqp.codec.ConnectionMethod;
import io.motet.amqp.codec.LongString;
import io.motet.amqp.codec.QueueMethod;
import io.motet.amqp.support.FakeClient;
import io.motet.amqp.support.Wire;
import io.motet.broker.memory.Alarms.Alarm;
import io.netty.buffer.ByteBuf;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionLifeTest {
  private static final String HEARTBEAT = "0 8:";

  private final FakeClient client = new FakeClient();

  @AfterEach
  void close() {
    client.close();
  }

  private static ByteBuf[] message() {
    return new ByteBuf[] {
      Wire.method(1, new BasicMethod.Publish("", "q", false, false)),
      Wire.contentHeader(1, 60, 0, 1),
      Wire.body(1, "x")
    };
  }

  private void alarm(Alarm... active) {
    client.broker.alarms.clear();
    client.broker.alarms.addAll(Set.of(active));
    client.open.onEach(connection -> connection.alarmsChanged(Set.of(active)));
    client.settle();
  }

  @Test
  void sendsHeartbeatsTwiceInTheAgreedTime() {
    client.connect(2047, 10);
    client.advanceMillis(4_999);
    assertThat(client.received()).isEmpty();
    client.advanceMillis(1);
    assertThat(client.received()).containsExactly(HEARTBEAT);
    client.advanceMillis(5_000);
    assertThat(client.received()).containsExactly(HEARTBEAT);
  }

  @Test
  void sendsNoHeartbeatWhenItSentSomethingElse() {
    client.connectWithChannel();
    client.close();
    FakeClient busy = new FakeClient().connect(2047, 10).openChannel(1);
    busy.advanceMillis(5_000);
    busy.received();
    busy.channel().context.writer().ack(1, 1, false);
    busy.advanceMillis(5_000);

    assertThat(busy.received()).hasSize(1).first().asString().contains("basic.ack");
    busy.close();
  }

  @Test
  void hangsUpOnASilentClientAfterTwoIntervals() {
    client.connect(2047, 10);
    client.advanceMillis(20_000);
    assertThat(client.socketOpen()).isTrue();
    client.advanceMillis(5_000);

    assertThat(client.socketOpen()).isFalse();
    assertThat(client.received()).noneMatch(frame -> frame.contains("close"));
    assertThat(client.broker.closed).hasSize(1);
  }

  @Test
  void keepsAClientThatSendsHeartbeats() {
    client.connect(2047, 10);
    for (int i = 0; i < 20; i++) {
      client.send(Wire.frame(8, 0, Wire.bytes()));
      client.advanceMillis(9_000);
    }

    assertThat(client.socketOpen()).isTrue();
  }

  @Test
  void needsNoHeartbeatWhenNoneWasAgreed() {
    client.connect(2047, 0);
    client.advanceMillis(10_000_000);

    assertThat(client.received()).isEmpty();
    assertThat(client.socketOpen()).isTrue();
  }

  @Test
  void waitsForTheClientToHangUpAfterItsClose() {
    client.connect();
    client.send(0, new ConnectionMethod.Close(200, "bye", 0, 0));

    assertThat(client.receivedOne()).isEqualTo("0 connection.close_ok[]");
    assertThat(client.broker.closed).hasSize(1);
    assertThat(client.socketOpen()).isTrue();
    client.advanceMillis(30_000);
    assertThat(client.socketOpen()).isFalse();
    assertThat(client.broker.closed).hasSize(1);
  }

  @Test
  void tellsTheClientWhyAnOperatorClosesIt() {
    client.connect();
    client.broker.opened.get(0).close("Closed via management plugin");
    client.settle();

    assertThat(client.receivedOne())
        .isEqualTo(
            "0 connection.close[replyCode=320, replyText=CONNECTION_FORCED - Closed via management"
                + " plugin, causeClassId=0, causeMethodId=0]");
    client.send(0, new ConnectionMethod.CloseOk());
    assertThat(client.socketOpen()).isFalse();
  }

  @Test
  void dropsWhatComesBetweenCloseAndItsAnswer() {
    client.connectWithChannel();
    client.broker.opened.get(0).close("over");
    client.settle();
    client.received();
    client.send(message());
    client.send(Wire.frame(9, 3, Wire.bytes()));

    assertThat(client.received()).isEmpty();
    assertThat(client.channel().events).containsExactly("close");
  }

  @Test
  void doesNotWaitForeverForTheAnswer() {
    client.connect(2047, 10);
    client.broker.opened.get(0).close("over");
    client.advanceMillis(10_000);

    assertThat(client.socketOpen()).isFalse();
  }

  @Test
  void blocksAPublisherDuringAnAlarm() {
    client.connectWithChannel();
    alarm(Alarm.MEMORY);
    assertThat(client.received()).isEmpty();
    assertThat(client.broker.opened.get(0).state()).isEqualTo("blocking");

    client.send(message());
    assertThat(client.receivedOne()).isEqualTo("0 connection.blocked[reason=low on memory]");
    assertThat(client.broker.opened.get(0).state()).isEqualTo("blocked");
    int before = client.channel().events.size();
    client.send(1, new QueueMethod.Purge("q", false));
    assertThat(client.channel().events).hasSize(before);

    alarm();
    assertThat(client.received()).containsExactly("0 connection.unblocked[]");
    assertThat(client.channel().events).last().asString().startsWith("Purge");
    assertThat(client.broker.opened.get(0).state()).isEqualTo("running");
  }

  @Test
  void namesAllAlarmsAndStaysBlockedUntilTheLastIsOver() {
    client.connectWithChannel();
    alarm(Alarm.MEMORY, Alarm.DISK);
    client.send(message());
    assertThat(client.receivedOne()).contains("reason=low on memory & disk");

    alarm(Alarm.DISK);
    assertThat(client.received()).isEmpty();
    alarm();
    assertThat(client.receivedOne()).isEqualTo("0 connection.unblocked[]");
  }

  @Test
  void letsAConsumerGoOnDuringAnAlarm() {
    client.connectWithChannel();
    alarm(Alarm.MEMORY);
    client.send(1, new BasicMethod.Ack(1, false));

    assertThat(client.channel().events).containsExactly("ack 1 false");
    assertThat(client.received()).isEmpty();
  }

  @Test
  void blocksAConnectionThatComesDuringAnAlarm() {
    client.broker.alarms.addAll(EnumSet.of(Alarm.DISK));
    client.connectWithChannel();
    client.send(message());

    assertThat(client.receivedOne()).contains("reason=low on disk");
  }

  @Test
  void tellsNoClientThatDoesNotUnderstand() {
    client.sendHeader();
    client.send(
        0,
        new ConnectionMethod.StartOk(
            java.util.Map.of(), "PLAIN", LongString.of("\0guest\0guest"), "en_US"));
    client.tuneOk(2047, 131072, 0).send(0, new ConnectionMethod.Open("/")).received();
    client.openChannel(1);
    alarm(Alarm.MEMORY);
    client.send(message());
    alarm();

    assertThat(client.received()).isEmpty();
    assertThat(client.channel().events).contains("body x");
  }

  @Test
  void doesNotTakeTheSilenceOfABlockedClientForDeath() {
    client.connect(2047, 10).openChannel(1);
    alarm(Alarm.MEMORY);
    client.send(message());
    client.advanceMillis(600_000);

    assertThat(client.socketOpen()).isTrue();
  }

  @Test
  void readsTheAnswerOfABlockedClientThatIsClosed() {
    client.connectWithChannel();
    alarm(Alarm.MEMORY);
    client.send(message()).received();
    client.broker.opened.get(0).close("over");
    client.settle();
    client.send(0, new ConnectionMethod.CloseOk());

    assertThat(client.socketOpen()).isFalse();
  }

  @Test
  void acceptsANewSecret() {
    client.connect();
    client.send(0, new ConnectionMethod.UpdateSecret(LongString.of("new"), "rotation"));

    assertThat(client.receivedOne()).isEqualTo("0 connection.update_secret_ok[]");
  }

  @Test
  void tellsChannelsWhetherTheSocketTakesMore() {
    client.connectWithChannel();
    client.socket.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    client.settle();
    client.socket.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    client.settle();

    assertThat(client.channel().events).containsExactly("writable false", "writable true");
  }

  @Test
  void givesEverythingBackWhenTheClientVanishes() {
    client.connectWithChannel();
    client.socket.close();
    client.settle();

    assertThat(client.channel().events).containsExactly("close");
    assertThat(client.broker.closed).hasSize(1);
    assertThat(client.broker.channelsClosed).hasSize(1);
    assertThat(client.open.count()).isZero();
    assertThat(client.broker.shard.pendingTimers()).isZero();
  }

  @Test
  void tellsWhenTheLastConnectionIsGone() {
    client.connect();
    CompletableFuture<Void> empty = client.open.whenEmpty();
    assertThat(empty).isNotDone();
    client.socket.close();
    client.settle();

    assertThat(empty).isDone();
  }

  @Test
  void countsTraffic() {
    client.connectWithChannel();
    long framesBefore = client.broker.opened.get(0).counters().receivedFrames();
    long bytesBefore = client.broker.opened.get(0).counters().receivedBytes();
    client.send(message());

    assertThat(client.broker.opened.get(0).counters().receivedFrames()).isEqualTo(framesBefore + 3);
    assertThat(client.broker.opened.get(0).counters().receivedBytes()).isEqualTo(bytesBefore + 49);
    assertThat(client.broker.opened.get(0).counters().sentFrames()).isEqualTo(4);
    assertThat(client.broker.opened.get(0).counters().sentBytes()).isPositive();
    assertThat(client.broker.opened.get(0).counters().pendingSendBytes()).isZero();
  }
}
