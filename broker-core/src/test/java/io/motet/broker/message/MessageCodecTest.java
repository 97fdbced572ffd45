package io.motet.broker.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.memory.AlarmBoard;
import io.motet.broker.memory.MemoryBudget;
import io.motet.broker.memory.SlabAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  private final MemoryBudget budget = new MemoryBudget(1 << 20, new AlarmBoard());
  private final SlabAllocator contents = new SlabAllocator(PooledByteBufAllocator.DEFAULT, budget);

  private static final MessageFormat FORMAT =
      new MessageFormat() {
        @Override
        public byte id() {
          return 42;
        }

        @Override
        public String name() {
          return "test";
        }

        @Override
        public MessageProperties decode(ByteBuf source, int index, int length) {
          return MessageProperties.NONE;
        }

        @Override
        public void encode(MessageProperties properties, ByteBuf out) {}
      };

  private static Message message() {
    ByteBuf content = Unpooled.copiedBuffer("--propsthe body", StandardCharsets.UTF_8);
    return new Message(
        Utf8.of("exchange"), Utf8.of("schlüssel"), FORMAT, content, 2, 5, 8, true, 200, 77, 99);
  }

  private static ByteBuf encode(Message message) {
    ByteBuf out = Unpooled.buffer();
    message.encode(out);
    return out;
  }

  @Test
  void comesBackAsItWas() {
    Message message = message();
    ByteBuf encoded = encode(message);
    assertThat(encoded.readableBytes()).isEqualTo(message.encodedSizeBytes());
    assertThat((message.encodedSizeBytes() - 8) % MessageCodec.OVERHEAD_STEP).isZero();

    Message back = MessageCodec.decode(encoded, 4711, id -> id == 42 ? FORMAT : null, contents);
    assertThat(back.exchange()).isEqualTo(message.exchange());
    assertThat(back.routingKey()).isEqualTo(message.routingKey());
    assertThat(back.persistent()).isTrue();
    assertThat(back.priority()).isEqualTo(200);
    assertThat(back.ttlMillis()).isEqualTo(77);
    assertThat(back.arrivedAtMillis()).isEqualTo(99);
    assertThat(back.position()).isEqualTo(4711);
    assertThat(back.content().toString(back.bodyOffset(), 8, StandardCharsets.UTF_8))
        .isEqualTo("the body");
    assertThat(encode(back)).isEqualTo(encoded);
    back.release();
    contents.close();
    assertThat(budget.usedBytes()).isZero();
    assertThatThrownBy(back::release).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    ByteBuf encoded = encode(message());
    assertThatThrownBy(() -> MessageCodec.decode(encoded, 0, id -> null, contents))
        .hasMessageContaining("unknown format 42");
    encoded.setByte(0, 9);
    assertThatThrownBy(() -> MessageCodec.decode(encoded, 0, id -> FORMAT, contents))
        .hasMessageContaining("version 9");
  }
}
