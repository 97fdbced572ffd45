package io.motet.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.amqp.codec.ChannelMethod;
import io.motet.amqp.codec.ConnectionMethod;
import io.motet.amqp.codec.LongString;
import io.motet.amqp.support.FakeBroker;
import io.motet.amqp.support.FakeClient;
import io.motet.amqp.support.Wire;
import io.motet.broker.user.User;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
  private FakeClient client = new FakeClient();

  @AfterEach
  void close() {
    client.close();
  }

  private FakeClient clientWith(ConnectionOptions options) {
    client.close();
    client = new FakeClient(new FakeBroker(), options, new OpenConnections());
    return client;
  }

  @Test
  void startsWithServerPropertiesAndMechanisms() {
    client.sendHeader();

    assertThat(client.receivedOne())
        .startsWith("0 connection.start[versionMajor=0, versionMinor=9")
        .contains("serverProperties={product=RabbitMQ}");
  }

  @Test
  void takesTheHeaderByteByByte() {
    for (byte octet : ByteBufUtil.getBytes(Wire.header())) {
      client.send(Wire.bytes(octet));
    }

    assertThat(client.receivedOne()).startsWith("0 connection.start[");
  }

  @Test
  void takesTheHeaderOfVersionNine() {
    client.send(Unpooled.wrappedBuffer(new byte[] {'A', 'M', 'Q', 'P', 1, 1, 0, 9}));

    assertThat(client.receivedOne()).startsWith("0 connection.start[");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0800, 0x0901})
  void speaksVersionEight(int version) {
    client.send(Wire.bytes('A', 'M', 'Q', 'P', 1, 1, version >>> 8, version & 0xFF));
    assertThat(client.receivedOne())
        .startsWith("0 connection.start[versionMajor=8, versionMinor=0,");
    client.startOk("PLAIN", "\0guest\0guest").tuneOk(2047, 131072, 0);
    client.send(0, new ConnectionMethod.Open("/")).received();

    client.send(1, new ChannelMethod.Open());
    assertThat(client.receivedBytes()).isEqualTo(Wire.method(1, 20, 11));
    client.send(Wire.method(1, 60, 20, 0, 0, 1, 'q', 0, 2));
    assertThat(client.channel().events)
        .containsExactly(
            "Consume[queue=q, consumerTag=, noLocal=false, noAck=true, exclusive=false,"
                + " noWait=false, arguments={}]");
    client.send(Wire.method(0, 10, 60, 0, 200, 0, 0, 0, 0, 0));
    assertThat(client.receivedBytes()).isEqualTo(Wire.method(0, 10, 61));
  }

  @Test
  void knowsNoBlockedInVersionEight() {
    client.send(Wire.bytes('A', 'M', 'Q', 'P', 1, 1, 8, 0)).received();
    client.startOk("PLAIN", "\0guest\0guest").tuneOk(2047, 131072, 0).received();
    client.send(Wire.method(0, 10, 50));

    assertThat(client.receivedBytes().readableBytes()).isPositive();
    assertThat(client.broker.opened).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n",
        "AMQP\0\1\0\0",
        "AMQP\3\1\0\0",
        "AMQP\0\0\t\2",
        "\0\0\0\0\0\0\0\0"
      })
  void answersOtherHeadersWithItsOwnAndCloses(String header) {
    client.send(Unpooled.copiedBuffer(header, StandardCharsets.ISO_8859_1));

    assertThat(client.receivedBytes()).isEqualTo(Wire.header());
    assertThat(client.socketOpen()).isFalse();
  }

  @Test
  void waitsForAllOfTheHeader() {
    client.send(Unpooled.copiedBuffer("GET / H", StandardCharsets.US_ASCII));

    assertThat(client.received()).isEmpty();
    assertThat(client.socketOpen()).isTrue();
  }

  @Test
  void opensAVirtualHost() {
    client.login();
    assertThat(client.received().get(1))
        .isEqualTo("0 connection.tune[channelMax=2047, frameMax=131072, heartbeat=60]");
    client.tuneOk(100, 8192, 30).send(0, new ConnectionMethod.Open("/"));

    assertThat(client.receivedOne()).isEqualTo("0 connection.open_ok[]");
    assertThat(client.broker.opened).hasSize(1);
    assertThat(client.broker.opened.get(0).details())
        .containsEntry("frame_max", 8192L)
        .containsEntry("channel_max", 100)
        .containsEntry("timeout", 30)
        .containsEntry("auth_mechanism", "PLAIN");
    assertThat(client.broker.opened.get(0).name()).isEqualTo("127.0.0.1:39748 -> 127.0.0.1:5672");
    assertThat(client.broker.opened.get(0).state()).isEqualTo("running");
  }

  @Test
  void logsInWithAmqplain() {
    client.sendHeader().received();
    String table = "\5LOGINS\0\0\0\5guest\10PASSWORDS\0\0\0\5guest";
    client.startOk("AMQPLAIN", table);

    assertThat(client.receivedOne()).startsWith("0 connection.tune");
  }

  @Test
  void logsInWithAChallengeWhenOffered() {
    clientWith(withMechanisms("RABBIT-CR-DEMO")).sendHeader().received();
    client.startOk("RABBIT-CR-DEMO", "guest");
    assertThat(client.receivedOne()).startsWith("0 connection.secure[");
    client.send(0, new ConnectionMethod.SecureOk(LongString.of("My password is guest")));

    assertThat(client.receivedOne()).startsWith("0 connection.tune");
  }

  private static ConnectionOptions withMechanisms(String... names) {
    return new ConnectionOptions(
        131072, 4096, 2047, 0, 0, 60, 10_000, 3_000, 64L << 20, List.of(names));
  }

  @Test
  void tellsTheClientThatTheLoginFailed() {
    client.sendHeader().received();
    client.startOk("PLAIN", "\0guest\0wrong");

    assertThat(client.receivedOne())
        .isEqualTo(
            "0 connection.close[replyCode=403, replyText=ACCESS_REFUSED - Login was refused using"
                + " authentication mechanism PLAIN. For details see the broker logfile.,"
                + " causeClassId=0, causeMethodId=0]");
    assertThat(client.socketOpen()).isTrue();
    client.advanceMillis(3_000);
    assertThat(client.socketOpen()).isFalse();
  }

  @Test
  void keepsAClientWithoutTheCapabilityWaitingInSilence() {
    client.sendHeader().received();
    client.send(
        0,
        new ConnectionMethod.StartOk(Map.of(), "PLAIN", LongString.of("\0guest\0wrong"), "en_US"));

    assertThat(client.received()).isEmpty();
    client.advanceMillis(2_999);
    assertThat(client.socketOpen()).isTrue();
    client.advanceMillis(1);
    assertThat(client.socketOpen()).isFalse();
    assertThat(client.received()).isEmpty();
  }

  @Test
  void refusesAUserWhoMayNotConnectFromThere() {
    client.sendHeader().received();
    client.startOk("PLAIN", "\0remote\0guest");

    assertThat(client.receivedOne()).contains("replyCode=403");
  }

  @ParameterizedTest
  @CsvSource({"EXTERNAL", "RABBIT-CR-DEMO", "plain"})
  void closesInSilenceOnAMechanismItDoesNotOffer(String mechanism) {
    client.sendHeader().received();
    client.startOk(mechanism, "\0guest\0guest");

    client.advanceMillis(3_000);
    assertThat(client.received()).isEmpty();
    assertThat(client.socketOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "guest", "\0guest", "a\0guest\0guest", "\0guest\0guest\0"})
  void closesInSilenceOnAMalformedResponse(String response) {
    client.sendHeader().received();
    client.startOk("PLAIN", response);

    client.advanceMillis(3_000);
    assertThat(client.received()).isEmpty();
    assertThat(client.socketOpen()).isFalse();
  }

  @Test
  void holdsFramesWhileThePasswordIsChecked() {
    client.broker.pendingLogin = new CompletableFuture<>();
    client.login().tuneOk(2047, 131072, 0).send(0, new ConnectionMethod.Open("/"));
    assertThat(client.received()).hasSize(1);

    client.broker.pendingLogin.complete(new User("guest", List.of(), "", ""));
    client.settle();

    assertThat(client.received()).hasSize(2).last().isEqualTo("0 connection.open_ok[]");
  }

  @Test
  void survivesAClientThatLeavesWhileThePasswordIsChecked() {
    client.broker.pendingLogin = new CompletableFuture<>();
    client.login();
    client.close();

    client.broker.pendingLogin.complete(new User("guest", List.of(), "", ""));
    client.settle();

    assertThat(client.broker.opened).isEmpty();
    assertThat(client.open.count()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2047|4095|negotiated frame_max = 4095 is lower than the minimum allowed value (4096)",
        "2047|131073|negotiated frame_max = 131073 is higher than the maximum allowed value (131072)",
        "2047|0|negotiated frame_max = 0 is higher than the maximum allowed value (131072)",
        "2048|131072|negotiated channel_max = 2048 is higher than the maximum allowed value (2047)",
        "0|131072|negotiated channel_max = 0 (no limit) is higher than the maximum allowed value (2047)"
      })
  void refusesLimitsBeyondItsOwn(int channelMax, long frameMax, String text) {
    client.login().received();
    client.tuneOk(channelMax, frameMax, 60);

    assertThat(client.receivedOne())
        .isEqualTo(
            "0 connection.close[replyCode=530, replyText=NOT_ALLOWED - "
                + text
                + ", causeClassId=10, causeMethodId=30]");
  }

  @ParameterizedTest
  @CsvSource({
    "nope,vhost nope not found",
    "closed,access to vhost 'closed' refused for user 'guest'"
  })
  void refusesAVirtualHost(String name, String text) {
    client.login().tuneOk(2047, 131072, 0).received();
    client.send(0, new ConnectionMethod.Open(name));

    assertThat(client.receivedOne())
        .isEqualTo(
            "0 connection.close[replyCode=530, replyText=NOT_ALLOWED - "
                + text
                + ", causeClassId=10, causeMethodId=40]");
    client.send(0, new ConnectionMethod.CloseOk());
    assertThat(client.socketOpen()).isFalse();
    assertThat(client.broker.opened).isEmpty();
  }

  @Test
  void refusesConnectionsBeyondTheLimit() {
    ConnectionOptions options =
        new ConnectionOptions(
            131072, 4096, 2047, 0, 1, 60, 10_000, 3_000, 64L << 20, List.of("PLAIN"));
    OpenConnections open = new OpenConnections();
    try (FakeClient first = new FakeClient(new FakeBroker(), options, open).connect();
        FakeClient second = new FakeClient(new FakeBroker(), options, open)) {
      second.login().tuneOk(2047, 131072, 0).received();
      second.send(0, new ConnectionMethod.Open("/"));

      assertThat(second.receivedOne())
          .contains("NOT_ALLOWED - connection refused: node connection limit (1) is reached");
      assertThat(first.socketOpen()).isTrue();
    }
  }

  @Test
  void givesUpOnAHandshakeThatTakesTooLong() {
    client.login();
    client.advanceMillis(9_999);
    assertThat(client.socketOpen()).isTrue();
    client.advanceMillis(1);

    assertThat(client.socketOpen()).isFalse();
  }

  @Test
  void givesUpOnAClientThatSendsNothing() {
    client.advanceMillis(10_000);

    assertThat(client.socketOpen()).isFalse();
    assertThat(client.open.count()).isZero();
  }

  @Test
  void doesNotTimeOutOnceOpen() {
    client.connect();
    client.advanceMillis(100_000);

    assertThat(client.socketOpen()).isTrue();
  }

  @Test
  void refusesLargeFramesBeforeTheLogin() {
    client.sendHeader().received();
    client.send(Wire.bytes(1, 0, 0, 0, 0, 0x10, 1));

    client.advanceMillis(3_000);
    assertThat(client.socketOpen()).isFalse();
  }

  @Test
  void refusesFramesForChannelsBeforeTheLogin() {
    client.sendHeader().received();
    client.send(1, new ChannelMethod.Open());

    client.advanceMillis(3_000);
    assertThat(client.received()).isEmpty();
    assertThat(client.socketOpen()).isFalse();
    assertThat(client.channels).isEmpty();
  }

  @Test
  void answersACloseDuringTheHandshake() {
    client.login().received();
    client.send(0, new ConnectionMethod.Close(200, "bye", 0, 0));

    assertThat(client.receivedOne()).isEqualTo("0 connection.close_ok[]");
  }
}
