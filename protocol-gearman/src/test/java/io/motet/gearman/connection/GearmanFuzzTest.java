package io.motet.gearman.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.motet.gearman.codec.Arguments;
import io.motet.gearman.codec.PacketDecoder;
import io.motet.gearman.codec.PacketListener;
import io.motet.gearman.message.GearmanMessageFormat;
import io.motet.gearman.message.JobHandles;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * Whatever comes, the decoder shows packets within what came, or ends. The test runs on its kept
 * inputs only; with {@code JAZZER_FUZZ=1}, as one run of {@code mvn verify} sets it, Jazzer makes
 * up inputs for the time given here.
 */
class GearmanFuzzTest {
  private static final int MAX_PACKET_BYTES = 200;

  @FuzzTest(maxDuration = "15s")
  void survivesAnything(FuzzedDataProvider data) {
    if (data.consumeBoolean()) {
      properties(data.consumeRemainingAsBytes());
    } else {
      stream(data);
    }
  }

  private static void properties(byte[] bytes) {
    ByteBuf source = Unpooled.wrappedBuffer(bytes);
    try {
      var properties = GearmanMessageFormat.INSTANCE.decode(source, 0, bytes.length);
      ByteBuf again = Unpooled.buffer();
      GearmanMessageFormat.INSTANCE.encode(properties, again);
      GearmanMessageFormat.INSTANCE.decode(again, 0, again.readableBytes());
    } catch (IllegalStateException | ClassCastException refused) {
      assertThat(source.refCnt()).isEqualTo(1);
    }
  }

  /** Bytes in pieces, some of them with a good header in front. */
  private static void stream(FuzzedDataProvider data) {
    Checker checker = new Checker();
    PacketDecoder decoder =
        new PacketDecoder(UnpooledByteBufAllocator.DEFAULT, MAX_PACKET_BYTES, 50, checker);
    while (data.remainingBytes() > 0) {
      ByteBuf piece = Unpooled.buffer();
      if (data.consumeBoolean()) {
        piece.writeInt(PacketDecoder.REQUEST_MAGIC).writeInt(data.consumeInt(0, 44));
        piece.writeInt(data.consumeInt(0, 60));
      }
      piece.writeBytes(data.consumeBytes(data.consumeInt(0, 60)));
      decoder.decode(piece);
    }
    decoder.close();
    assertThat(checker.ends).isLessThanOrEqualTo(1);
  }

  private static final class Checker implements PacketListener {
    private final Arguments arguments = new Arguments();
    private final JobHandles handles = new JobHandles("H:x");
    private int ends;

    @Override
    public void packet(int type, ByteBuf source, int index, int length) {
      assertThat(type).isBetween(1, 42);
      assertThat(length).isBetween(0, MAX_PACKET_BYTES);
      for (int count = 1; count <= 5; count++) {
        if (arguments.split(source, index, length, count)) {
          arguments.number(count - 1);
          FunctionNames.acceptable(arguments.bytes(0));
          handles.number(source, arguments.start(0), arguments.length(0));
        }
      }
    }

    @Override
    public void text(String line) {
      assertThat(line).doesNotContain("\n");
    }

    @Override
    public void responseMagic() {}

    @Override
    public void tooLarge(long sizeBytes) {
      assertThat(sizeBytes).isGreaterThan(MAX_PACKET_BYTES);
      ends++;
    }

    @Override
    public void notGearman(String why) {
      ends++;
    }
  }
}
