package io.motet.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.FrameDecoder;
import io.motet.amqp.codec.FrameListener;
import io.motet.amqp.support.Wire;
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
    InboundBytes inbound = new InboundBytes(new EmbeddedChannel(), decoder);
    ByteBuf bytes = Wire.method(1, 20, 10, 0);

    assertThatThrownBy(() -> inbound.received(bytes)).isInstanceOf(OutOfMemoryError.class);
    assertThat(bytes.refCnt()).isZero();
  }
}
