package io.motet.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.kafka.message.ApiKey;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes come as a request: they are read, or refused with the one exception for that. */
class DecoderFuzzTest {
  private static final int ROUNDS = 300;
  private static final int LONGEST = 120;

  private static int read;

  @ParameterizedTest
  @EnumSource(ApiKey.class)
  void everyRequestIsReadOrRefused(ApiKey key) {
    Random random = new Random(key.id);
    for (short version = key.oldest; version <= key.newest; version++) {
      for (int round = 0; round < ROUNDS; round++) {
        ByteBuf bytes = Unpooled.wrappedBuffer(bytes(random));
        try {
          key.newRequest().read(new MessageReader(bytes), version);
        } catch (DecodeException e) {
          continue;
        } finally {
          assertThat(bytes.refCnt()).isEqualTo(1);
        }
        read++;
      }
    }
  }

  /** Else the bytes would be so wrong that nothing behind the first field is tried. */
  @AfterAll
  static void manyWereRead() {
    assertThat(read).isGreaterThan(1000);
  }

  /** Small numbers are what lengths and versions are made of. */
  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(LONGEST)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) random.nextInt(4);
            default -> 0;
          };
    }
    return bytes;
  }
}
