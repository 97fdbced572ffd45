package io.motet.amqp.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.memory.AlarmBoard;
import io.motet.broker.memory.MemoryBudget;
import io.motet.broker.memory.SlabAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Room for what has come, not for what was promised. */
final class IncomingContentTest {
  private static final int PROPERTIES_BYTES = 20;
  private static final int SLAB_BYTES = 256 << 10;

  private final MemoryBudget budget = new MemoryBudget(1L << 40, new AlarmBoard());
  private final SlabAllocator allocator = new SlabAllocator(PooledByteBufAllocator.DEFAULT, budget);
  private final IncomingContent content = new IncomingContent(allocator);
  private final ByteBuf properties = counting(PROPERTIES_BYTES);

  @AfterEach
  void givesAllBack() {
    content.drop();
    allocator.close();
    assertThat(budget.usedBytes()).isZero();
  }

  private static ByteBuf counting(int length) {
    ByteBuf bytes = Unpooled.buffer(length);
    for (int i = 0; i < length; i++) {
      bytes.writeByte(i);
    }
    return bytes;
  }

  @Test
  void promisesTakeNoRoom() {
    for (int i = 0; i < 2_000; i++) {
      content.begin(properties, 0, PROPERTIES_BYTES, 128 << 20);
      content.drop();
    }
    content.begin(properties, 0, PROPERTIES_BYTES, 128 << 20);
    assertThat(budget.usedBytes()).isEqualTo(SLAB_BYTES);
    content.append(properties, 0, 1);
    assertThat(budget.usedBytes()).isEqualTo(SLAB_BYTES + IncomingContent.FIRST_ROOM_BYTES);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4_076, 4_077, 65_516, 65_517, 200_000, 1_000_000})
  void comesTogetherHoweverItArrives(int bodyBytes) {
    ByteBuf body = counting(bodyBytes);
    for (int piece : new int[] {100, 4_096, 70_000, 1_000_000}) {
      content.begin(properties, 0, PROPERTIES_BYTES, bodyBytes);
      for (int at = 0; at < bodyBytes; at += piece) {
        content.append(body, at, Math.min(piece, bodyBytes - at));
      }
      ByteBuf whole = content.take();
      assertThat(ByteBufUtil.equals(whole, content.offset(), properties, 0, PROPERTIES_BYTES))
          .isTrue();
      assertThat(ByteBufUtil.equals(whole, content.offset() + PROPERTIES_BYTES, body, 0, bodyBytes))
          .isTrue();
      assertThat(budget.usedBytes())
          .isLessThanOrEqualTo(2L * SLAB_BYTES + PROPERTIES_BYTES + bodyBytes);
      whole.release();
    }
  }
}
