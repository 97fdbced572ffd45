package io.motet.gearman.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.socket.ByteOutput;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyOrderTest {
  private final ByteBuf sent = Unpooled.buffer();
  private final ReplyOrder order =
      new ReplyOrder(
          new ByteOutput() {
            @Override
            public ByteBuf room(int sizeBytes) {
              return sent.ensureWritable(sizeBytes);
            }

            @Override
            public void append(ByteBuf bytes) {
              sent.writeBytes(bytes);
              bytes.release();
            }
          });

  private void write(String text) {
    order.room(text.length()).writeCharSequence(text, StandardCharsets.US_ASCII);
  }

  private void append(String text) {
    order.append(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private void answer(long place, String text) {
    order.begin(place);
    write(text);
    append("!");
    order.end();
  }

  private String sent() {
    return sent.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void nothingWaitsWhileNothingIsPending() {
    write("a");
    append("b");
    assertThat(sent()).isEqualTo("ab");
  }

  @Test
  void answersGoOutInTheOrderOfTheirPlaces() {
    long first = order.reserve();
    write("(after 1)");
    long second = order.reserve();
    append("(after 2)");
    long third = order.reserve();
    answer(third, "3");
    answer(second, "2");
    assertThat(sent()).isEmpty();
    assertThat(order.pending()).isEqualTo(3);
    answer(first, "1");
    assertThat(sent()).isEqualTo("1!(after 1)2!(after 2)3!");
    write("now");
    assertThat(sent()).endsWith("now");
    assertThat(order.pending()).isZero();
  }

  @Test
  void growsAndIsUsedAgain() {
    StringBuilder expected = new StringBuilder();
    for (int round = 0; round < 3; round++) {
      long[] places = new long[100];
      for (int i = 0; i < places.length; i++) {
        places[i] = order.reserve();
        expected.append(i).append('!');
      }
      for (int i = places.length - 1; i >= 0; i--) {
        answer(places[i], Integer.toString(i));
      }
    }
    assertThat(sent()).isEqualTo(expected.toString());
  }
}
