package io.motet.zmtp.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.rpc.ReplyKind;
import io.motet.broker.support.SteppedShard;
import io.motet.zmtp.codec.FrameList;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZmtpMessageFormatTest {
  private static MessageProperties throughFormat(MessageProperties properties) {
    ByteBuf encoded = Unpooled.buffer();
    encoded.writeByte(99);
    ZmtpMessageFormat.INSTANCE.encode(properties, encoded);
    return ZmtpMessageFormat.INSTANCE.decode(encoded, 1, encoded.readableBytes() - 1);
  }

  @Test
  void everyPropertyComesBack() {
    MessageProperties all =
        new MessageProperties(
            "text/plain",
            "gzip",
            Map.of("x-death", List.of(Map.of("count", 1L)), "x-reply", "partial"),
            2,
            5,
            "id",
            "reply.here",
            "1000",
            "m1",
            Instant.ofEpochSecond(1_700_000_000),
            "kind",
            "guest",
            "app",
            "cluster");
    assertThat(throughFormat(all)).isEqualTo(all);
  }

  @Test
  void noneAreNone() {
    assertThat(throughFormat(MessageProperties.NONE)).isEqualTo(MessageProperties.NONE);
    assertThat(ZmtpMessageFormat.INSTANCE.decode(Unpooled.EMPTY_BUFFER, 0, 0))
        .isEqualTo(MessageProperties.NONE);
  }

  @Test
  void framesAndTopicAreHeaders() {
    MessageProperties framed =
        MessageProperties.NONE.withHeaders(
            Map.of(FrameHeaders.FRAMES, List.of(3, 0, 70_000), FrameHeaders.TOPIC, true, "a", 1));
    assertThat(throughFormat(framed)).isEqualTo(framed);
  }

  private static FrameList frames(String... texts) {
    FrameList frames = new FrameList();
    ByteBuf bytes = Unpooled.buffer();
    for (String text : texts) {
      frames.add(bytes.writerIndex(), text.length());
      bytes.writeCharSequence(text, StandardCharsets.US_ASCII);
    }
    return frames.over(bytes, 0);
  }

  private static List<String> texts(MessageFrames frames) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < frames.count(); i++) {
      texts.add(
          frames.source().toString(frames.index(i), frames.length(i), StandardCharsets.US_ASCII));
    }
    return texts;
  }

  private static MessageBuilder builder() {
    return new MessageBuilder(new SteppedShard(), new HeapRoom());
  }

  private static Message build(MessageBuilder builder, FrameList frames, int from) {
    return builder.build(Utf8.EMPTY, Utf8.of("q"), frames, from);
  }

  @Test
  void aBuiltMessageHasTheFramesItWasMadeOf() {
    for (String[] body : new String[][] {{"one"}, {""}, {"a", "", "bcd"}, {"", ""}}) {
      Message message = build(builder(), frames(body), 0);
      assertThat(texts(new MessageFrames().read(message))).containsExactly(body);
      message.release();
    }
  }

  @Test
  void theEnvelopeIsNoPartOfTheBody() {
    Message message =
        build(
            builder().correlationId("7").replyTo("there").kind(ReplyKind.PARTIAL),
            frames("id", "", "body"),
            2);
    MessageFrames read = new MessageFrames().read(message);
    assertThat(texts(read)).containsExactly("body");
    assertThat(read.correlationId()).isEqualTo("7");
    assertThat(read.replyTo()).isEqualTo("there");
    assertThat(read.kind()).isEqualTo(ReplyKind.PARTIAL);
    assertThat(message.properties().headers()).isEqualTo(Map.of("x-reply", "partial"));
    message.release();
  }

  @Test
  void whatIsSetCountsForOneMessage() {
    MessageBuilder builder = builder();
    build(builder.correlationId("1").persistent(true).ttlMillis(5), frames("a"), 0).release();
    Message next = build(builder, frames("b"), 0);
    assertThat(next.properties()).isEqualTo(MessageProperties.NONE);
    assertThat(next.persistent()).isFalse();
    assertThat(next.ttlMillis()).isEqualTo(-1);
    next.release();
  }

  @Test
  void lengthsThatDoNotMakeTheBodyAreIgnored() {
    assertThat(FrameHeaders.lengths(List.of(1, 2), 3)).containsExactly(1, 2);
    assertThat(FrameHeaders.lengths(List.of(1L, (short) 2), 3)).containsExactly(1, 2);
    assertThat(FrameHeaders.lengths(List.of(1, 3), 3)).isNull();
    assertThat(FrameHeaders.lengths(List.of(-1, 4), 3)).isNull();
    assertThat(FrameHeaders.lengths(List.of("3"), 3)).isNull();
    assertThat(FrameHeaders.lengths(List.of(), 0)).isNull();
    assertThat(FrameHeaders.lengths("3", 3)).isNull();
    assertThat(FrameHeaders.lengths(List.of(Long.MAX_VALUE, Long.MAX_VALUE, 5L), 3)).isNull();
  }

  private static final class HeapRoom implements ContentAllocator, ContentAllocator.Room {
    private ByteBuf buffer;

    @Override
    public Room allocate(int sizeBytes) {
      buffer = Unpooled.buffer(sizeBytes + 3);
      return this;
    }

    @Override
    public ByteBuf buffer() {
      return buffer;
    }

    @Override
    public int offset() {
      return 3;
    }
  }
}
