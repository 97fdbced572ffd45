package io.motet.kafka.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.topic.RecordCompression;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.utils.internals.BufferSupplier;
import org.apache.kafka.common.utils.internals.ByteBufferOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCompressionTest {
  private static final byte MAGIC = 2;
  private static final int SIZE = 300_000;

  static Stream<RecordCompression> all() {
    return ServiceLoader.load(RecordCompression.class).stream().map(ServiceLoader.Provider::get);
  }

  /** Half of it can be compressed. */
  private static byte[] sample() {
    byte[] bytes = new byte[SIZE];
    Random random = new Random(7);
    random.nextBytes(bytes);
    for (int i = 0; i < SIZE / 2; i++) {
      bytes[i] = (byte) (i / 100);
    }
    return bytes;
  }

  private static Compression kafkas(RecordCompression one) {
    return Compression.of(CompressionType.forId(one.id())).build();
  }

  private static byte[] compressedByKafka(RecordCompression one, byte[] plain) throws IOException {
    ByteBufferOutputStream bytes = new ByteBufferOutputStream(1024);
    try (OutputStream out = kafkas(one).wrapForOutput(bytes, MAGIC)) {
      out.write(plain);
    }
    ByteBuffer buffer = bytes.buffer().flip();
    byte[] compressed = new byte[buffer.remaining()];
    buffer.get(compressed);
    return compressed;
  }

  private static byte[] decompress(RecordCompression one, byte[] compressed, int maxBytes)
      throws IOException {
    ByteBuf plain =
        one.decompress(Unpooled.wrappedBuffer(compressed), ByteBufAllocator.DEFAULT, maxBytes);
    try {
      return ByteBufUtil.getBytes(plain);
    } finally {
      plain.release();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatKafkaCompressesIsRead(RecordCompression one) throws IOException {
    assertThat(decompress(one, compressedByKafka(one, sample()), SIZE)).isEqualTo(sample());
  }

  @ParameterizedTest
  @MethodSource("all")
  void kafkaReadsWhatWeCompress(RecordCompression one) throws IOException {
    ByteBuf compressed = one.compress(Unpooled.wrappedBuffer(sample()), ByteBufAllocator.DEFAULT);
    assertThat(compressed.readableBytes()).isLessThan(SIZE * 3 / 4);
    try (InputStream in =
        kafkas(one)
            .wrapForInput(
                ByteBuffer.wrap(ByteBufUtil.getBytes(compressed)),
                MAGIC,
                BufferSupplier.NO_CACHING)) {
      assertThat(in.readAllBytes()).isEqualTo(sample());
    } finally {
      compressed.release();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aBombIsRefused(RecordCompression one) throws IOException {
    byte[] bomb = compressedByKafka(one, new byte[10 << 20]);
    assertThatThrownBy(() -> decompress(one, bomb, (10 << 20) - 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("allowed");
  }

  /** Whatever comes out, nothing but an IOException is thrown. */
  @ParameterizedTest
  @MethodSource("all")
  void damageIsFoundOrHarmless(RecordCompression one) throws IOException {
    byte[] good = compressedByKafka(one, sample());
    Random random = new Random(11);
    int found = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(i % 2 == 0 ? 32 : bad.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        decompress(one, bad, 2 * SIZE);
      } catch (IOException e) {
        found++;
      }
    }
    assertThat(found).isPositive();
    byte[] cut = Arrays.copyOf(good, good.length / 2);
    assertThatThrownBy(() -> decompress(one, cut, SIZE)).isInstanceOf(IOException.class);
  }
}
