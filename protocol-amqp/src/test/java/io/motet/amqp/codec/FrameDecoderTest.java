package io.motet.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.amqp.support.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
  private final Recorder recorder = new Recorder();
  private final FrameDecoder decoder = new FrameDecoder(recorder, allocator, 4096);

  @AfterEach
  void leavesNoBuffer() {
    decoder.close();
    assertThat(allocator.metric().usedDirectMemory()).isZero();
  }

  private static ByteBuf threeFrames() {
    return Unpooled.wrappedBuffer(
        Wire.method(1, 60, 40, 1, 2, 3),
        Wire.frame(Frames.BODY, 2, Wire.bytes('h', 'e', 'l', 'l', 'o')),
        Wire.frame(Frames.HEARTBEAT, 0, Wire.bytes()));
  }

  private static final String[] THREE_FRAMES = {"1 1 003c0028010203", "2 body hello", "8 0 "};

  @Test
  void readsWholeFrames() {
    decoder.decode(threeFrames());

    assertThat(recorder.events).containsExactly(THREE_FRAMES);
  }

  @Test
  void readsFramesHoweverTheyAreCut() {
    int size = threeFrames().readableBytes();
    for (int first = 0; first <= size; first++) {
      for (int second = first; second <= size; second++) {
        ByteBuf all = threeFrames();
        recorder.events.clear();
        decoder.decode(all.readSlice(first));
        decoder.decode(all.readSlice(second - first));
        decoder.decode(all);

        assertThat(recorder.events)
            .as("cut at %d and %d", first, second)
            .containsExactly(THREE_FRAMES);
      }
    }
  }

  @Test
  void holdsNoBufferBetweenFrames() {
    ByteBuf all = threeFrames();
    decoder.decode(all.readSlice(10));
    assertThat(allocator.metric().usedDirectMemory()).isPositive();
    decoder.decode(all);

    assertThat(allocator.metric().usedDirectMemory()).isZero();
  }

  @Test
  void streamsBodiesWithoutABuffer() {
    decoder.decode(Wire.frame(Frames.BODY, 2, Wire.bytes('h', 'i')).readSlice(8));

    assertThat(allocator.metric().usedDirectMemory()).isZero();
    assertThat(recorder.partialBody).isEqualTo("h");
  }

  @Test
  void stopsWherePaused() {
    recorder.pauseAfterFrames = 1;
    ByteBuf all = threeFrames();
    decoder.decode(all);
    assertThat(recorder.events).hasSize(1);

    recorder.pauseAfterFrames = -1;
    decoder.paused(false);
    decoder.decode(all);
    assertThat(recorder.events).containsExactly(THREE_FRAMES);
  }

  @Test
  void takesAPayloadAsLargeAsTheFrame() {
    decoder.decode(Wire.frame(1, 1, Unpooled.wrappedBuffer(new byte[4096])));

    assertThat(recorder.events).hasSize(1).first().asString().startsWith("1 1 00");
  }

  @Test
  void refusesALargerOneBeforeItComes() {
    decoder.decode(Wire.bytes(1, 0, 1, 0, 0, 16, 1));

    assertThat(recorder.events)
        .containsExactly("broken type 1, all octets = <<>>: {frame_too_large,4097,4088}");
  }

  @Test
  void boundsFramesWithoutAnAgreedLimit() {
    decoder.maxFrameBytes(0);
    decoder.decode(Wire.bytes(3, 0, 1, 0x7F, 0, 0, 0));
    assertThat(recorder.events).isEmpty();
    FrameDecoder second = new FrameDecoder(recorder, allocator, 0);
    second.decode(Wire.bytes(1, 0, 1, 0x7F, 0, 0, 0));

    assertThat(recorder.events).hasSize(1).first().asString().contains("frame_too_large");
  }

  @Test
  void readsNothingAfterABrokenFrame() {
    ByteBuf all = Unpooled.wrappedBuffer(Wire.bytes(8, 0, 0, 0, 0, 0, 0, 1), threeFrames());
    decoder.decode(all);
    decoder.decode(threeFrames());

    assertThat(recorder.events)
        .containsExactly("broken type 8, all octets = <<>>: {invalid_frame_end_marker,1}");
    assertThat(all.isReadable()).isFalse();
  }

  /** Writes down what comes. */
  private final class Recorder implements FrameListener {
    private final List<String> events = new ArrayList<>();
    private String partialBody = "";
    private int pauseAfterFrames = -1;

    @Override
    public void frame(int type, int channel, ByteBuf source, int index, int length) {
      events.add(
          type + " " + channel + " " + io.netty.buffer.ByteBufUtil.hexDump(source, index, length));
      count();
    }

    @Override
    public void body(int channel, ByteBuf source, int index, int length, boolean frameEnds) {
      partialBody += source.toString(index, length, StandardCharsets.US_ASCII);
      if (frameEnds) {
        events.add(channel + " body " + partialBody);
        partialBody = "";
        count();
      }
    }

    private void count() {
      if (--pauseAfterFrames == 0) {
        decoder.paused(true);
      }
    }

    @Override
    public void broken(AmqpException error, int channel) {
      events.add("broken " + error.getMessage());
    }
  }
}
