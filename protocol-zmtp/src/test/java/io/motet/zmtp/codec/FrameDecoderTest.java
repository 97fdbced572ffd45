package io.motet.zmtp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
  private static final FrameLimits LIMITS = new FrameLimits(1000, 50, 4, 1500);

  private final List<String> found = new ArrayList<>();
  private FrameDecoder decoder = new FrameDecoder(new Recorder(), LIMITS);
  private final ByteBuf stream = Unpooled.buffer();

  private final class Recorder implements FrameListener {
    @Override
    public void command(Command command) {
      found.add(command.name() + "=" + new String(command.data(), StandardCharsets.ISO_8859_1));
    }

    @Override
    public void message(FrameList frames) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < frames.count(); i++) {
        texts.add(frames.length(i) > 20 ? "#" + frames.length(i) : frames.text(i));
      }
      found.add(texts.toString());
    }
  }

  private void frame(int flags, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    PlainFrameOutput.writeHeader(stream, flags, bytes.length);
    stream.writeBytes(bytes);
  }

  private void decode() {
    decoder.decode(stream);
  }

  @Test
  void messagesOfOneAndMoreFrames() {
    frame(0, "one");
    frame(FrameFlags.MORE, "");
    frame(FrameFlags.MORE, "two");
    frame(0, "x".repeat(256));
    decode();
    assertThat(found).containsExactly("[one]", "[, two, #256]");
    assertThat(stream.isReadable()).isFalse();
  }

  @Test
  void anythingMayComeByteByByte() {
    frame(FrameFlags.MORE, "a".repeat(300));
    frame(FrameFlags.COMMAND, "\4PING\0\0c");
    frame(0, "end");
    frame(FrameFlags.COMMAND, "\4PONGc");
    byte[] bytes = new byte[stream.readableBytes()];
    stream.readBytes(bytes);
    stream.clear();
    for (byte one : bytes) {
      stream.writeByte(one);
      decode();
      stream.discardReadBytes();
    }
    assertThat(found).containsExactly("PING=\0\0c", "[#300, end]", "PONG=c");
    assertThat(stream.isReadable()).isFalse();
  }

  @Test
  void nothingIsHandedOverWhilePaused() {
    decoder.paused(true);
    frame(0, "one");
    decode();
    assertThat(found).isEmpty();
    decoder.paused(false);
    decode();
    assertThat(found).containsExactly("[one]");
  }

  @Test
  void saysHowMuchIsMissing() {
    PlainFrameOutput.writeHeader(stream, 0, 900);
    stream.writeZero(100);
    decode();
    assertThat(decoder.missingBytes()).isEqualTo(800);
  }

  @Test
  void aFrameUpToTheLimitPassesAndNoneBeyond() {
    frame(0, "x".repeat(1000));
    decode();
    assertThat(found).containsExactly("[#1000]");
    frame(0, "x".repeat(1001));
    refused("a frame of 1001 bytes; the limit is 1000");
  }

  @Test
  void aMessageUpToTheLimitPassesAndNoneBeyond() {
    frame(FrameFlags.MORE, "x".repeat(1000));
    frame(0, "x".repeat(500));
    decode();
    assertThat(found).hasSize(1);
    frame(FrameFlags.MORE, "x".repeat(1000));
    frame(0, "x".repeat(501));
    refused("a message of more than 1500 bytes");
  }

  @Test
  void framesUpToTheLimitPassAndNoneBeyond() {
    for (int i = 0; i < 3; i++) {
      frame(FrameFlags.MORE, "x");
    }
    frame(0, "x");
    decode();
    assertThat(found).containsExactly("[x, x, x, x]");
    for (int i = 0; i < 4; i++) {
      frame(FrameFlags.MORE, "x");
    }
    frame(0, "x");
    refused("a message of more than 4 frames");
  }

  @Test
  void aCommandUpToTheLimitPassesAndNoneBeyond() {
    frame(FrameFlags.COMMAND, "\4PONG" + "x".repeat(45));
    decode();
    assertThat(found).hasSize(1);
    frame(FrameFlags.COMMAND, "\4PONG" + "x".repeat(46));
    refused("a command of 51 bytes; the limit is 50");
  }

  @Test
  void lengthsBeyondAllMeasureAreRefused() {
    stream.writeByte(FrameFlags.LONG).writeLong(-1);
    refused("a frame of 18446744073709551615 bytes; the limit is 1000");
  }

  @Test
  void malformedFramesAreRefused() {
    stream.writeByte(8).writeByte(0);
    refused("a frame with reserved flags, 8");
    stream.clear();
    frame(FrameFlags.COMMAND | FrameFlags.MORE, "\4PING");
    refused("a command of several frames");
    for (String nameless : List.of("", "\0x", "\5PING")) {
      stream.clear();
      frame(FrameFlags.COMMAND, nameless);
      refused("a command without a name");
    }
  }

  /** A connection ends with that, so what follows is for another decoder. */
  private void refused(String why) {
    assertThatThrownBy(this::decode).isInstanceOf(ZmtpException.class).hasMessage(why);
    decoder = new FrameDecoder(new Recorder(), LIMITS);
  }
}
