package io.motet.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.amqp.support.Wire;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.socket.ByteOutput;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
  private static final Utf8 TAG = Utf8.of("tag");

  private final Output output = new Output();
  private final FrameWriter writer = new FrameWriter(output);
  private ByteBuf content = Unpooled.EMPTY_BUFFER;

  @AfterEach
  void releases() {
    output.appended.forEach(ByteBuf::release);
    assertThat(content.refCnt()).isEqualTo(1);
    content.release();
  }

  /** A message in the middle of a larger buffer. */
  private Message message(int bodySize) {
    content = Unpooled.directBuffer().writeZero(5).writeShort(0x1000).writeByte(2);
    for (int i = 0; i < bodySize; i++) {
      content.writeByte('a' + i % 26);
    }
    content.writeZero(3);
    return new Message(
        Utf8.of("ex"),
        Utf8.of("key"),
        AmqpMessageFormat.INSTANCE,
        content,
        5,
        3,
        bodySize,
        true,
        0,
        -1,
        0);
  }

  private List<String> written() {
    return Wire.describe(output.all.duplicate());
  }

  @Test
  void deliversAMessage() {
    writer.deliver(7, TAG, 9, true, message(3), null);

    assertThat(written())
        .containsExactly(
            "7 basic.deliver[consumerTag=tag, deliveryTag=9, redelivered=true, exchange=ex,"
                + " routingKey=key]",
            "7 2:003c000000000000000000031" + "00002",
            "7 3:616263");
    assertThat(writer.frames()).isEqualTo(3);
  }

  @Test
  void deliversWithoutABodyFrameWhenThereIsNoBody() {
    writer.deliver(7, TAG, 9, false, message(0), null);

    assertThat(written()).hasSize(2);
  }

  @Test
  void deliversChangedProperties() {
    MessageProperties changed = MessageProperties.NONE.withHeaders(Map.of("x", true));
    writer.deliver(7, TAG, 9, false, message(1), changed);

    assertThat(written().get(1)).isEqualTo("7 2:003c000000000000000000012000000000040178" + "7401");
  }

  @Test
  void splitsBodiesAtTheFrameSize() {
    writer.maxFrameBytes(4096);
    writer.deliver(1, TAG, 1, false, message(10_000), null);

    List<String> frames = written();
    assertThat(frames).hasSize(5);
    assertThat(bodyOf(frames)).isEqualTo(ByteBufUtil.hexDump(content, 8, 10_000));
    assertThat(frames.get(2)).hasSize("1 3:".length() + 2 * 4088);
    assertThat(output.appended).isEmpty();
  }

  /** Or the output would grow one buffer to the size of the body. */
  @Test
  void asksForRoomForEachFrame() {
    writer.maxFrameBytes(4096);
    writer.deliver(1, TAG, 1, false, message(100_000), null);

    assertThat(output.mostWrittenAtOnceBytes()).isLessThan(3 * 4096);
  }

  @Test
  void sendsLargeBodiesFromWhereTheyLie() {
    writer.maxFrameBytes(131072);
    writer.deliver(1, TAG, 1, false, message(200_000), null);

    assertThat(output.appended).hasSize(2);
    assertThat(content.refCnt()).isEqualTo(3);
    List<String> frames = written();
    assertThat(bodyOf(frames)).isEqualTo(ByteBufUtil.hexDump(content, 8, 200_000));
    assertThat(frames.get(2)).hasSize("1 3:".length() + 2 * 131064);
  }

  @Test
  void doesNotSplitWithoutALimit() {
    writer.maxFrameBytes(0);
    writer.deliver(1, TAG, 1, false, message(200_000), null);

    assertThat(written()).hasSize(3);
  }

  private static String bodyOf(List<String> frames) {
    StringBuilder body = new StringBuilder();
    frames.stream().skip(2).forEach(frame -> body.append(frame.substring("1 3:".length())));
    return body.toString();
  }

  @Test
  void answersAGet() {
    writer.getOk(2, 5, false, message(1), null, 4_000_000_000L);

    assertThat(written().get(0))
        .isEqualTo(
            "2 basic.get_ok[deliveryTag=5, redelivered=false, exchange=ex, routingKey=key,"
                + " messageCount=4000000000]");
    assertThat(written()).hasSize(3);
  }

  @Test
  void returnsAMessage() {
    writer.returned(2, ReplyCode.NO_ROUTE, message(1));

    assertThat(written().get(0))
        .isEqualTo(
            "2 basic.return[replyCode=312, replyText=NO_ROUTE, exchange=ex, routingKey=key]");
    assertThat(written()).hasSize(3);
  }

  @Test
  void confirmsAndRefuses() {
    content = Unpooled.buffer();
    writer.ack(1, Long.MAX_VALUE, true);
    writer.nack(1, 2, false);
    writer.heartbeat();

    assertThat(written())
        .containsExactly(
            "1 basic.ack[deliveryTag=9223372036854775807, multiple=true]",
            "1 basic.nack[deliveryTag=2, multiple=false, requeue=false]",
            "0 8:");
  }

  @Test
  void writesMethodsLargerThanTheRoomAskedFor() {
    content = Unpooled.buffer();
    LongString long1000 = LongString.of("x".repeat(1000));
    writer.method(0, new ConnectionMethod.Secure(long1000));

    assertThat(written()).containsExactly("0 connection.secure[challenge=1000 bytes]");
  }

  /** Collects all that is written in one buffer. */
  private static final class Output implements ByteOutput {
    private final ByteBuf all = Unpooled.buffer();
    private final List<ByteBuf> appended = new ArrayList<>();
    private int mostBytes;
    private int lastIndex;

    /** The most that was written without asking for room in between. */
    int mostWrittenAtOnceBytes() {
      noteWritten();
      return mostBytes;
    }

    private void noteWritten() {
      mostBytes = Math.max(mostBytes, all.writerIndex() - lastIndex);
      lastIndex = all.writerIndex();
    }

    @Override
    public ByteBuf room(int sizeBytes) {
      noteWritten();
      all.ensureWritable(sizeBytes);
      return all;
    }

    @Override
    public void append(ByteBuf bytes) {
      appended.add(bytes);
      all.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
    }
  }
}
