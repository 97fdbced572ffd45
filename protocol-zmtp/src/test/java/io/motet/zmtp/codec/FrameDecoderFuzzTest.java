package io.motet.zmtp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * Whatever a peer sends, the decoder finds the same in it however it is cut, or refuses it. The
 * test runs on its kept inputs only; with {@code JAZZER_FUZZ=1}, as one run of {@code mvn verify}
 * sets it, Jazzer makes up inputs for the time given here.
 */
class FrameDecoderFuzzTest {
  private static final FrameLimits LIMITS = new FrameLimits(4096, 512, 16, 8192);

  @FuzzTest(maxDuration = "20s")
  void findsTheSameInAnyPieces(FuzzedDataProvider data) {
    int piece = data.consumeInt(1, 64);
    byte[] bytes = data.consumeRemainingAsBytes();
    assertThat(found(bytes, piece)).isEqualTo(found(bytes, Math.max(1, bytes.length)));
  }

  private static List<String> found(byte[] bytes, int piece) {
    Recorder recorder = new Recorder();
    FrameDecoder decoder = new FrameDecoder(recorder, LIMITS);
    ByteBuf stream = Unpooled.buffer();
    try {
      for (int at = 0; at < bytes.length; at += piece) {
        stream.writeBytes(bytes, at, Math.min(piece, bytes.length - at));
        decoder.decode(stream);
        stream.discardReadBytes();
      }
    } catch (ZmtpException refused) {
      recorder.found.add("refused: " + refused.getMessage());
    }
    return recorder.found;
  }

  private static final class Recorder implements FrameListener {
    private final List<String> found = new ArrayList<>();

    @Override
    public void command(Command command) {
      found.add(command.name() + command.dataLength());
      if (command.is(CommandNames.READY)) {
        Metadata metadata =
            Metadata.decode(command.source(), command.dataIndex(), command.dataLength(), 8);
        found.add(metadata.socketType() + " " + metadata.identity().length);
      }
    }

    @Override
    public void message(FrameList frames) {
      StringBuilder text = new StringBuilder("message");
      for (int i = 0; i < frames.count(); i++) {
        text.append(' ').append(java.util.Arrays.hashCode(frames.bytes(i)));
      }
      found.add(text.toString());
    }
  }
}
