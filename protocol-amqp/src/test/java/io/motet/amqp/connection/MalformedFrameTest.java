package io.motet.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.amqp.codec.BasicMethod;
import io.motet.amqp.codec.ChannelMethod;
import io.motet.amqp.codec.ConnectionMethod;
import io.motet.amqp.codec.QueueMethod;
import io.motet.amqp.support.FakeClient;
import io.motet.amqp.support.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong in frames, answered as RabbitMQ 3.13 answers it; texts were taken from it. */
class MalformedFrameTest {
  private final FakeClient client = new FakeClient();

  @BeforeEach
  void connect() {
    client.connectWithChannel();
  }

  @AfterEach
  void close() {
    client.close();
  }

  private void expectClose(int code, String text, int classId, int methodId) {
    assertThat(client.receivedOne())
        .isEqualTo(
            "0 connection.close[replyCode="
                + code
                + ", replyText="
                + text
                + ", causeClassId="
                + classId
                + ", causeMethodId="
                + methodId
                + "]");
    assertThat(client.channel().events).last().isEqualTo("close");
    assertThat(client.broker.closed).hasSize(1);
  }

  private static ByteBuf publish() {
    return Wire.method(1, new BasicMethod.Publish("", "q", false, false));
  }

  @Test
  void unknownFrameType() {
    client.send(Wire.frame(5, 1, Wire.bytes('a', 'b', 'c')));
    expectClose(501, "FRAME_ERROR - type 5, all octets = <<\"abc\">>: unknown_frame", 0, 0);
  }

  @Test
  void unknownFrameTypeOnChannelZero() {
    client.send(Wire.frame(5, 0, Wire.bytes('a', 'b', 'c')));
    expectClose(501, "FRAME_ERROR - type 5, all octets = <<\"abc\">>: unknown_frame", 0, 0);
  }

  @Test
  void contentHeaderOnChannelZero() {
    client.send(Wire.contentHeader(0, 0, 0, 0));
    expectClose(
        505, "UNEXPECTED_FRAME - type 2, all octets = <<0,0,0,0,0,0,0,0,0,0,0,0,0,0>>", 0, 0);
  }

  @Test
  void bodyOnChannelZero() {
    client.send(Wire.body(0, "seventeen letters"));
    expectClose(505, "UNEXPECTED_FRAME - type 3, first 16 octets = <<\"seventeen letter\">>", 0, 0);
  }

  @Test
  void heartbeatOnAChannel() {
    client.send(Wire.frame(8, 1, Wire.bytes()));
    expectClose(505, "UNEXPECTED_FRAME - type 8, all octets = <<>>", 0, 0);
  }

  @Test
  void heartbeatWithPayload() {
    client.send(Wire.frame(8, 0, Wire.bytes('a')));
    expectClose(501, "FRAME_ERROR - type 8, all octets = <<\"a\">>: unknown_frame", 0, 0);
  }

  @Test
  void badFrameEnd() {
    client.send(Wire.bytes(1, 0, 1, 0, 0, 0, 4, 0, 20, 0, 10, 0));
    expectClose(
        501,
        "FRAME_ERROR - type 1, all octets = <<0,20,0,10>>: {invalid_frame_end_marker,0}",
        0,
        0);
  }

  @Test
  void nothingIsReadAfterABadFrameEnd() {
    client.send(
        Wire.bytes(1, 0, 1, 0, 0, 0, 4, 0, 20, 0, 10, 0),
        Wire.method(0, new ConnectionMethod.Close(200, "", 0, 0)));
    client.received();
    client.send(Wire.method(0, new ConnectionMethod.CloseOk()));

    assertThat(client.socketOpen()).isTrue();
    client.advanceMillis(3_000);
    assertThat(client.received()).isEmpty();
    assertThat(client.socketOpen()).isFalse();
  }

  @Test
  void badEndOfABodyFrameKeepsTheMessageFromBeingPublished() {
    client.send(publish(), Wire.contentHeader(1, 60, 0, 2), Wire.bytes(3, 0, 1, 0, 0, 0, 2, 'h'));
    client.send(Wire.bytes('i', 7));

    expectClose(
        501, "FRAME_ERROR - type 3, all octets = <<\"i\">>: {invalid_frame_end_marker,7}", 0, 0);
    assertThat(client.channel().events).doesNotContain("body hi");
  }

  @Test
  void frameTooLarge() {
    client.send(Wire.bytes(1, 0, 1, 0, 3, 13, 64));
    expectClose(
        501, "FRAME_ERROR - type 1, all octets = <<>>: {frame_too_large,200000,131064}", 0, 0);
  }

  @Test
  void payloadMayBeAsLargeAsTheFrame() {
    client.send(publish(), Wire.contentHeader(1, 60, 0, 131072));
    client.send(Wire.frame(3, 1, Unpooled.wrappedBuffer(new byte[131072])));

    assertThat(client.received()).isEmpty();
    assertThat(client.channel().events).last().asString().hasSize("body ".length() + 131072);
  }

  @Test
  void bodyWithoutMethod() {
    client.send(Wire.body(1, "abc"));
    expectClose(
        505, "UNEXPECTED_FRAME - expected method frame, got non method frame instead", 0, 0);
  }

  @Test
  void headerWithoutMethod() {
    client.send(Wire.contentHeader(1, 60, 0, 0));
    expectClose(
        505, "UNEXPECTED_FRAME - expected method frame, got non method frame instead", 0, 0);
  }

  @Test
  void methodInPlaceOfHeader() {
    client.send(publish(), publish());
    expectClose(
        505,
        "UNEXPECTED_FRAME - expected content header for class 60, got non content header frame"
            + " instead",
        60,
        40);
  }

  @Test
  void headerOfAnotherClass() {
    client.send(publish(), Wire.contentHeader(1, 50, 0, 1));
    expectClose(
        505,
        "UNEXPECTED_FRAME - expected content header for class 60, got one for class 50 instead",
        60,
        40);
  }

  @Test
  void headerWithWeight() {
    client.send(publish(), Wire.contentHeader(1, 60, 1, 1));
    expectClose(
        505,
        "UNEXPECTED_FRAME - expected content header for class 60, got non content header frame"
            + " instead",
        60,
        40);
  }

  @Test
  void headerCutShort() {
    client.send(publish(), Wire.frame(2, 1, Wire.bytes(0, 60)));
    expectClose(501, "FRAME_ERROR - type 2, all octets = <<0,60>>: unknown_frame", 0, 0);
  }

  @Test
  void methodInPlaceOfBody() {
    client.send(publish(), Wire.contentHeader(1, 60, 0, 5), publish());
    expectClose(
        505,
        "UNEXPECTED_FRAME - expected content body, got non content body frame instead",
        60,
        40);
  }

  @Test
  void secondHeaderInPlaceOfBody() {
    client.send(publish(), Wire.contentHeader(1, 60, 0, 5), Wire.contentHeader(1, 60, 0, 5));
    expectClose(
        505,
        "UNEXPECTED_FRAME - expected content body, got non content body frame instead",
        60,
        40);
  }

  @Test
  void bodyLargerThanAnnounced() {
    client.send(publish(), Wire.contentHeader(1, 60, 0, 5), Wire.body(1, "1234567"));
    expectClose(501, "FRAME_ERROR - content body is 7 bytes where 5 are left", 60, 40);
  }

  @Test
  void frameForAChannelThatIsNotOpen() {
    client.send(2, new QueueMethod.Purge("q", false));
    expectClose(504, "CHANNEL_ERROR - expected 'channel.open'", 50, 30);
  }

  @Test
  void channelOpenedTwice() {
    client.send(1, new ChannelMethod.Open());
    expectClose(504, "CHANNEL_ERROR - second 'channel.open' seen", 20, 10);
  }

  @Test
  void unknownMethods() {
    client.send(Wire.method(1, 60, 999));
    expectClose(503, "COMMAND_INVALID - unimplemented method", 60, 999);
  }

  @Test
  void unknownMethodOnChannelZero() {
    client.send(Wire.method(0, 10, 999));
    expectClose(503, "COMMAND_INVALID - unimplemented method", 10, 999);
  }

  @Test
  void unknownClass() {
    client.send(Wire.method(1, 77, 1));
    expectClose(503, "COMMAND_INVALID - unimplemented method", 77, 1);
  }

  @Test
  void fieldsCutShort() {
    client.send(Wire.method(1, 50, 10, 0, 0));
    expectClose(501, "FRAME_ERROR - cannot decode <<0,0>>", 50, 10);
  }

  @Test
  void bytesAfterTheFields() {
    client.send(Wire.method(1, 50, 10, 0, 0, 0, 0, 0, 0, 0, 0, 'x', 'x'));
    expectClose(501, "FRAME_ERROR - cannot decode <<0,0,0,0,0,0,0,0,120,120>>", 50, 10);
  }

  @Test
  void publishCutShort() {
    client.send(Wire.method(1, 60, 40, 0, 0, 0, 5, 'q'));
    expectClose(501, "FRAME_ERROR - cannot decode <<0,0,0,5,113>>", 60, 40);
  }

  @Test
  void ackCutShort() {
    client.send(Wire.method(1, 60, 80, 0, 0, 0, 0, 0, 0, 0, 1));
    expectClose(501, "FRAME_ERROR - cannot decode <<0,0,0,0,0,0,0,1>>", 60, 80);
  }

  @Test
  void nameThatIsNotUtf8() {
    client.send(Wire.method(1, 50, 30, 0, 0, 2, 0xFF, 0xFE, 0));
    expectClose(501, "FRAME_ERROR - Malformed UTF-8 in shortstr", 0, 0);
  }

  @Test
  void unknownFieldType() {
    client.send(Wire.method(1, 50, 10, 0, 0, 0, 0, 0, 0, 0, 3, 1, 'a', 'Z'));
    expectClose(502, "SYNTAX_ERROR - malformed field table: unknown field type 90", 50, 10);
  }

  @Test
  void methodWithoutIds() {
    client.send(Wire.frame(1, 1, Wire.bytes(0)));
    expectClose(501, "FRAME_ERROR - type 1, all octets = <<0>>: unknown_frame", 0, 0);
  }

  @Test
  void connectionMethodOnAChannel() {
    client.channel().onMethod =
        method -> {
          throw ChannelSlot.unimplemented();
        };
    client.send(1, new ConnectionMethod.Close(200, "", 0, 0));
    expectClose(503, "COMMAND_INVALID - unimplemented method", 10, 50);
  }

  @Test
  void channelMethodOnChannelZero() {
    client.send(0, new ChannelMethod.Open());
    expectClose(504, "CHANNEL_ERROR - unexpected method in connection state running", 20, 10);
  }

  @Test
  void closeOkThatNobodyAskedFor() {
    client.send(1, new ChannelMethod.CloseOk());
    expectClose(503, "COMMAND_INVALID - unimplemented method", 20, 41);
  }

  @Test
  void connectionCloseOkThatNobodyAskedFor() {
    client.send(0, new ConnectionMethod.CloseOk());
    expectClose(504, "CHANNEL_ERROR - unexpected method in connection state running", 10, 51);
  }

  @Test
  void textLongerThanAShortStringIsCut() {
    int[] fields = new int[300];
    client.send(Wire.method(1, 50, 30, fields));

    String close = client.receivedOne();
    String text = close.substring(close.indexOf("FRAME_ERROR"), close.indexOf(", causeClassId"));
    assertThat(text).hasSize(255).endsWith("...");
  }
}
