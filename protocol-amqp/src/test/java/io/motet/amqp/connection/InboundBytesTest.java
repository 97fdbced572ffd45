package io.motet.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.FrameDecoder;
import io.motet.amqp.codec.FrameListener;
import io.motet.amqp.support.Wire;
import io.motet.broker.support.SteppedShard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class InboundBytesTest {
  @Test
  void releasesWhatItReadsWhenReadingFails() {
    FrameListener failing =
        new FrameListener() {
          @Override
          public void frame(int type, int channel, ByteBuf source, int index, int length) {
            throw new OutOfMemoryError("for one moment");
          }

          @Override
          public void body(int channel, ByteBuf source, int index, int length, boolean ends) {}

          @Override
          public void broken(AmqpException error, int channel) {}
        };
    FrameDecoder decoder = new FrameDecoder(failing, UnpooledByteBufAllocator.DEFAULT, 4096);
    InboundBytes inbound = new InboundBytes(new EmbeddedChannel(), new SteppedShard(), decoder);
    ByteBuf bytes = Wire.method(1, 20, 10, 0);

    assertThatThrownBy(() -> inbound.received(bytes)).isInstanceOf(OutOfMemoryError.class);
    assertThat(bytes.refCnt()).isZero();
  }

  @Test
  void readsOneTurnPerIteration() {
    SteppedShard shard = new SteppedShard();
    int[] frames = new int[1];
    FrameListener counting =
        new FrameListener() {
          @Override
          public void frame(int type, int channel, ByteBuf source, int index, int length) {
            frames[0]++;
          }

          @Override
          public void body(int channel, ByteBuf source, int index, int length, boolean ends) {}

          @Override
          public void broken(AmqpException error, int channel) {}
        };
    FrameDecoder decoder = new FrameDecoder(counting, UnpooledByteBufAllocator.DEFAULT, 1 << 20);
    EmbeddedChannel socket = new EmbeddedChannel();
    InboundBytes inbound = new InboundBytes(socket, shard, decoder);
    int frameBytes = 64 << 10;
    int frameCount = 3 * InboundBytes.TURN_BYTES / frameBytes;
    for (int i = 0; i < frameCount; i++) {
      inbound.received(Wire.frame(1, 1, Wire.zeros(frameBytes - 8)));
    }
    assertThat(frames[0]).isEqualTo(InboundBytes.TURN_BYTES / frameBytes);
    assertThat(socket.config().isAutoRead()).isFalse();
    assertThat(inbound.holding()).isFalse();

    shard.run();
    assertThat(frames[0]).isEqualTo(frameCount);
    assertThat(socket.config().isAutoRead()).isTrue();
    socket.finishAndReleaseAll();
  }
}
