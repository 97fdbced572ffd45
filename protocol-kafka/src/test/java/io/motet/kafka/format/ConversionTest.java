package io.motet.kafka.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {
  private static final long TIME = 1_500_000_000_000L;
  private static final int COUNT = 20;

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static String key(int i) {
    return i % 3 == 0 ? null : "key-" + i;
  }

  private static String value(int i) {
    return i % 5 == 4 ? null : "value-" + i;
  }

  private static MemoryRecords records(int magic, String codec, long baseOffset) {
    MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            ByteBuffer.allocate(1 << 16),
            (byte) magic,
            Compression.of(CompressionType.forName(codec)).build(),
            TimestampType.CREATE_TIME,
            baseOffset);
    for (int i = 0; i < COUNT; i++) {
      Header[] headers =
          magic < 2 ? new Header[0] : new Header[] {new RecordHeader("h", bytes("x"))};
      builder.append(TIME + i, bytes(key(i)), bytes(value(i)), headers);
    }
    return builder.build();
  }

  private static List<String> texts(ByteBuf bytes, boolean withTime) {
    List<String> texts = new ArrayList<>();
    MemoryRecords records = MemoryRecords.readableRecords(bytes.nioBuffer());
    for (RecordBatch batch : records.batches()) {
      batch.ensureValid();
    }
    for (Record record : records.records()) {
      record.ensureValid();
      String time = withTime ? " " + (record.timestamp() - TIME) : "";
      texts.add(record.offset() + time + " " + text(record.key()) + " " + text(record.value()));
    }
    return texts;
  }

  private static String text(ByteBuffer bytes) {
    return bytes == null ? "null" : StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private static List<String> expected(long baseOffset, boolean withTime) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      texts.add(baseOffset + i + (withTime ? " " + i : "") + " " + key(i) + " " + value(i));
    }
    return texts;
  }

  @ParameterizedTest
  @CsvSource({"0,none", "0,gzip", "0,snappy", "0,lz4", "1,none", "1,gzip", "1,snappy", "1,lz4"})
  void messageSetsBecomeOneBatch(int magic, String codec) throws FormatException {
    ByteBuf batch = UpConversion.batchOf(Unpooled.wrappedBuffer(records(magic, codec, 0).buffer()));
    assertThat(texts(batch, magic > 0)).isEqualTo(expected(0, magic > 0));
    RecordBatch only = MemoryRecords.readableRecords(batch.nioBuffer()).batches().iterator().next();
    assertThat(only.magic()).isEqualTo((byte) 2);
    assertThat(only.compressionType()).isEqualTo(CompressionType.forName(codec));
    assertThat(only.sizeInBytes()).isEqualTo(batch.readableBytes());
    assertThat(only.maxTimestamp()).isEqualTo(magic == 0 ? -1 : TIME + COUNT - 1);
  }

  @ParameterizedTest
  @CsvSource({"0,none", "0,gzip", "1,none", "1,gzip", "1,snappy", "1,lz4"})
  void batchesBecomeMessages(int magic, String codec) throws FormatException {
    ByteBuf batches =
        Unpooled.wrappedBuffer(records(2, codec, 100).buffer(), records(2, codec, 200).buffer());
    DownConversion.Converted converted = DownConversion.messagesOf(batches, (byte) magic);
    List<String> both = expected(100, magic > 0);
    both.addAll(expected(200, magic > 0));
    assertThat(texts(converted.messages(), magic > 0)).isEqualTo(both);
    assertThat(converted.nextOffset()).isEqualTo(200 + COUNT);
  }

  @Test
  void zstdCannotBeConvertedDown() {
    ByteBuf batch = Unpooled.wrappedBuffer(records(2, "zstd", 0).buffer());
    assertThatThrownBy(() -> DownConversion.messagesOf(batch, (byte) 1))
        .isInstanceOfSatisfying(
            FormatException.class,
            e -> assertThat(e.reason()).isEqualTo(FormatException.Reason.UNSUPPORTED_COMPRESSION));
  }

  /** Every flipped bit but those of the offsets, which are ignored. */
  @Test
  void damagedMessagesAreRefused() {
    ByteBuffer good = records(1, "none", 0).buffer();
    byte[] bytes = new byte[good.remaining()];
    good.get(bytes);
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      byte[] bad = bytes.clone();
      // Behind the offset of the first message, before the second one.
      bad[8 + random.nextInt(30)] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> UpConversion.batchOf(Unpooled.wrappedBuffer(bad)))
          .isInstanceOf(FormatException.class);
    }
    assertThatThrownBy(() -> UpConversion.batchOf(Unpooled.EMPTY_BUFFER))
        .isInstanceOf(FormatException.class);
  }
}
