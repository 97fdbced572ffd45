package io.motet.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AmqpMessageFormatTest {
  private static final AmqpMessageFormat FORMAT = AmqpMessageFormat.INSTANCE;
  private static final int OFFSET = 3;

  private static ByteBuf encode(MessageProperties properties) {
    ByteBuf bytes = Unpooled.buffer().writeZero(OFFSET);
    FORMAT.encode(properties, bytes);
    return bytes;
  }

  private static MessageProperties random(Random random) {
    Supplier<String> text = () -> random.nextBoolean() ? null : "t" + random.nextInt();
    return new MessageProperties(
        text.get(),
        text.get(),
        random.nextBoolean() ? null : RandomTables.table(random, 2),
        random.nextBoolean() ? null : random.nextInt(256),
        random.nextBoolean() ? null : random.nextInt(256),
        text.get(),
        text.get(),
        text.get(),
        text.get(),
        random.nextBoolean() ? null : Instant.ofEpochSecond(random.nextInt()),
        text.get(),
        text.get(),
        text.get(),
        text.get());
  }

  private static String textOf(Utf8 name) {
    return name == null ? null : name.toString();
  }

  @Test
  void comesBackAsItWasAndTheViewAgrees() {
    PropertiesView view = new PropertiesView();
    for (int seed = 0; seed < 500; seed++) {
      MessageProperties properties = random(new Random(seed));
      ByteBuf bytes = encode(properties);
      int length = bytes.readableBytes() - OFFSET;

      assertThat(FORMAT.decode(bytes, OFFSET, length)).as("seed %d", seed).isEqualTo(properties);
      view.wrap(bytes, OFFSET, length);
      assertThat(view.deliveryMode())
          .isEqualTo(properties.deliveryMode() == null ? -1 : properties.deliveryMode());
      assertThat(view.priority())
          .isEqualTo(properties.priority() == null ? -1 : properties.priority());
      assertThat(textOf(view.replyTo())).isEqualTo(properties.replyTo());
      assertThat(textOf(view.expiration())).isEqualTo(properties.expirationMillis());
      assertThat(textOf(view.userId())).isEqualTo(properties.userId());
      assertThat(view.headersIndex() < 0).isEqualTo(properties.headers() == null);
      if (properties.headers() != null) {
        assertThat(FieldTable.read(bytes, view.headersIndex(), view.headersBytes()))
            .isEqualTo(properties.headers());
      }
    }
  }

  @Test
  void writesFlagsFirst() {
    ByteBuf bytes = Unpooled.buffer();
    FORMAT.encode(
        new MessageProperties(
            "a", null, null, 2, null, null, null, null, null, null, null, null, null, "c"),
        bytes);

    assertThat(bytes)
        .isEqualTo(Unpooled.wrappedBuffer(new byte[] {(byte) 0x90, 4, 1, 'a', 2, 1, 'c'}));
  }

  @Test
  void emptyPropertiesAreTwoBytes() {
    assertThat(encode(MessageProperties.NONE).readableBytes()).isEqualTo(OFFSET + 2);
  }

  @Test
  void bothReadersRefuseWhatIsCutShortOrTooLong() {
    ByteBuf bytes = encode(random(new Random(7)));
    int length = bytes.readableBytes() - OFFSET;
    bytes.writeByte(0);
    for (int wrong = 0; wrong <= length + 1; wrong++) {
      if (wrong == length) {
        continue;
      }
      int size = wrong;
      assertThatThrownBy(() -> FORMAT.decode(bytes, OFFSET, size))
          .as("%d bytes", size)
          .isInstanceOf(AmqpException.class);
      assertThatThrownBy(() -> new PropertiesView().wrap(bytes, OFFSET, size))
          .as("%d bytes", size)
          .isInstanceOf(AmqpException.class);
    }
  }

  @Test
  void takesTimesThatJavaCannotHold() {
    ByteBuf bytes = Unpooled.buffer().writeShort(PropertyFlags.TIMESTAMP).writeLong(Long.MAX_VALUE);

    assertThat(FORMAT.decode(bytes, 0, 10).timestamp()).isEqualTo(Instant.MAX);
  }

  @Test
  void comparesReplyToWithoutMakingAString() {
    ByteBuf bytes =
        Unpooled.buffer()
            .writeShort(PropertyFlags.REPLY_TO)
            .writeByte(4)
            .writeBytes("ab.c".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    PropertiesView view = new PropertiesView();
    view.wrap(bytes, 0, bytes.readableBytes());

    assertThat(view.replyToStartsWith(Utf8.of("ab."))).isTrue();
    assertThat(view.replyToStartsWith(Utf8.of("b"))).isFalse();
    assertThat(view.replyToStartsWith(Utf8.of("ab.cd"))).isFalse();
  }
}
