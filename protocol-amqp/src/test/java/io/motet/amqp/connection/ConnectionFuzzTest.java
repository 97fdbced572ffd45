package io.motet.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.AmqpMessageFormat;
import io.motet.amqp.codec.FieldTable;
import io.motet.amqp.codec.PropertiesView;
import io.motet.amqp.support.FakeClient;
import io.motet.amqp.support.Wire;
import io.motet.broker.message.MessageProperties;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Whatever a client sends, the connection answers or ends; nothing is thrown, nothing is lost from
 * the buffers. The test runs on its kept inputs only; with {@code JAZZER_FUZZ=1}, as one run of
 * {@code mvn verify} sets it, Jazzer makes up inputs for the time given here.
 */
class ConnectionFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void survivesAnything(FuzzedDataProvider data) {
    switch (data.consumeInt(0, 3)) {
      case 0 -> properties(data.consumeRemainingAsBytes());
      case 1 -> handshake(data);
      case 2 -> raw(data);
      default -> frames(data);
    }
  }

  /** What one reader of properties takes, the other does; it can be written and read again. */
  private static void properties(byte[] bytes) {
    ByteBuf source = Unpooled.wrappedBuffer(bytes);
    try {
      FieldTable.read(source, 0, bytes.length);
    } catch (AmqpException refused) {
      assertThat(refused.replyText()).isNotEmpty();
    }
    MessageProperties properties;
    try {
      properties = AmqpMessageFormat.INSTANCE.decode(source, 0, bytes.length);
    } catch (AmqpException refused) {
      return;
    }
    try {
      new PropertiesView().wrap(source, 0, bytes.length);
    } catch (AmqpException stricter) {
      // What clients send is refused where what is stored would still be read.
      assertThat(stricter.replyText()).isNotEmpty();
      return;
    }
    ByteBuf again = Unpooled.buffer();
    try {
      AmqpMessageFormat.INSTANCE.encode(properties, again);
    } catch (IllegalArgumentException tooLong) {
      // Replacement characters take more bytes than the ones they stand for.
      return;
    }
    MessageProperties read = AmqpMessageFormat.INSTANCE.decode(again, 0, again.readableBytes());
    assertThat(read.contentType()).isEqualTo(properties.contentType());
    assertThat(read.priority()).isEqualTo(properties.priority());
  }

  /** Bytes in pieces, from the protocol header on. */
  private static void handshake(FuzzedDataProvider data) {
    try (FakeClient client = new FakeClient()) {
      sendPieces(client, data);
    }
  }

  /** Bytes in pieces on an open channel. */
  private static void raw(FuzzedDataProvider data) {
    try (FakeClient client = new FakeClient().connectWithChannel()) {
      sendPieces(client, data);
      finish(client);
    }
  }

  private static void sendPieces(FakeClient client, FuzzedDataProvider data) {
    while (data.remainingBytes() > 0) {
      client.send(Unpooled.wrappedBuffer(data.consumeBytes(data.consumeInt(1, 64))));
    }
  }

  /** Frames with the right shape and any content: reaches deeper than bytes do. */
  private static void frames(FuzzedDataProvider data) {
    try (FakeClient client = new FakeClient().connectWithChannel()) {
      while (data.remainingBytes() > 0) {
        int channel = data.consumeInt(0, 2);
        int type = data.pickValue(new int[] {1, 1, 1, 2, 3, 8});
        ByteBuf payload = Unpooled.buffer();
        if (type == 1) {
          payload.writeShort(data.pickValue(new int[] {10, 20, 30, 40, 50, 60, 85, 90}));
          payload.writeShort(data.consumeInt(0, 130));
        } else if (type == 2) {
          payload.writeShort(60).writeShort(0).writeLong(data.consumeInt(0, 20));
        }
        payload.writeBytes(data.consumeBytes(data.consumeInt(0, 40)));
        client.send(Wire.frame(type, channel, payload));
      }
      finish(client);
    }
  }

  /** Everything is given back at the end, once. */
  private static void finish(FakeClient client) {
    client.socket.close();
    client.settle();
    assertThat(client.channels)
        .allSatisfy(channel -> assertThat(channel.events).containsOnlyOnce("close"));
    assertThat(client.broker.closed).hasSize(1);
    assertThat(client.broker.channelsClosed).hasSameSizeAs(client.broker.channelsOpened);
    assertThat(client.broker.shard.pendingTimers()).isZero();
    assertThat(client.open.channelCount()).isZero();
    assertThat(client.open.count()).isZero();
  }
}
