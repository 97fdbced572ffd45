package io.motet.gearman.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.gearman.support.GearmanClient;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest implements PacketListener {
  private final List<String> seen = new ArrayList<>();
  private final PacketDecoder decoder =
      new PacketDecoder(UnpooledByteBufAllocator.DEFAULT, 1000, 40, this);

  @Override
  public void packet(int type, ByteBuf source, int index, int length) {
    seen.add(type + ":" + source.toString(index, length, StandardCharsets.ISO_8859_1));
    if (length == 5) {
      decoder.pause();
    }
  }

  @Override
  public void text(String line) {
    seen.add("text:" + line);
  }

  @Override
  public void responseMagic() {
    seen.add("response");
  }

  @Override
  public void tooLarge(long sizeBytes) {
    seen.add("too large:" + sizeBytes);
  }

  @Override
  public void notGearman(String why) {
    seen.add("not: " + why);
  }

  private static ByteBuf packet(int type, String data) {
    return Unpooled.wrappedBuffer(GearmanClient.packet(type, data));
  }

  private static ByteBuf bytes(String line) {
    return Unpooled.copiedBuffer(line, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 11, 12, 13, 1000})
  void findsPacketsAndLinesHoweverTheyAreCut(int pieceBytes) {
    ByteBuf all =
        Unpooled.wrappedBuffer(
            packet(1, "abc"), packet(4, ""), bytes("status\n"), packet(16, "x\0y"), bytes("a\r\n"));
    while (all.isReadable()) {
      decoder.decode(all.readBytes(Math.min(pieceBytes, all.readableBytes())));
    }
    assertThat(seen).containsExactly("1:abc", "4:", "text:status", "16:x\0y", "text:a");
    all.release();
  }

  @Test
  void pausesBetweenPacketsAndGoesOn() {
    decoder.decode(Unpooled.wrappedBuffer(packet(1, "12345"), packet(2, "b")));
    decoder.decode(packet(3, "c"));
    assertThat(seen).containsExactly("1:12345");
    decoder.resume();
    assertThat(seen).containsExactly("1:12345", "2:b", "3:c");
  }

  @Test
  void readsNothingAfterWhatIsTooLarge() {
    decoder.decode(Unpooled.wrappedBuffer(packet(1, "x".repeat(1001)), packet(1, "abc")));
    decoder.decode(packet(1, "abc"));
    assertThat(seen).containsExactly("too large:1001");
  }

  @Test
  void readsNothingAfterWhatIsNoPacket() {
    decoder.decode(bytes("\0NOT-A-PACKET"));
    decoder.decode(packet(1, "abc"));
    assertThat(seen).containsExactly("not: bad magic");
  }

  @Test
  void aLineThatDoesNotEndIsRefused() {
    decoder.decode(bytes("x".repeat(40)));
    assertThat(seen).isEmpty();
    decoder.decode(bytes("x"));
    assertThat(seen).hasSize(1).first().asString().startsWith("not: a text line of more than 40");
  }

  @Test
  void aPromiseOfMuchDataTakesNoRoom() {
    ByteBuf header = Unpooled.buffer();
    header.writeInt(PacketDecoder.REQUEST_MAGIC).writeInt(1).writeInt(1000);
    decoder.decode(header);
    assertThat(seen).isEmpty();
    decoder.close();
  }
}
