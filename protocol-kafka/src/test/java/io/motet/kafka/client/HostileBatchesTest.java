package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches that no client library sends; each is answered with Kafka's error, the next is taken. */
class HostileBatchesTest {
  private static final int CRC_OFFSET = 17;
  private static final int ATTRIBUTES_OFFSET = 21;
  private static final int COUNT_OFFSET = 57;
  private static final int LAST_OFFSET_DELTA_OFFSET = 23;
  private static final short CORRUPT_MESSAGE = 2;
  private static final short INVALID_RECORD = 87;

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(Map.of());
    try (Admin admin = server.admin()) {
      NewTopic plain = new NewTopic("plain", 1, (short) 1);
      NewTopic compacted =
          new NewTopic("compacted", 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
      admin.createTopics(List.of(plain, compacted)).all().get();
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static ByteBuffer batch(String codec, byte[] value, int count) {
    MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            ByteBuffer.allocate(1 << 16),
            (byte) 2,
            Compression.of(CompressionType.forName(codec)).build(),
            TimestampType.CREATE_TIME,
            0);
    for (int i = 0; i < count; i++) {
      builder.append(1_500_000_000_000L, new byte[] {1}, value);
    }
    MemoryRecords records = builder.build();
    ByteBuffer copy = ByteBuffer.allocate(records.sizeInBytes());
    copy.put(records.buffer().duplicate());
    return copy.flip();
  }

  private static ByteBuffer signed(ByteBuffer batch) {
    CRC32C crc = new CRC32C();
    crc.update(batch.duplicate().position(ATTRIBUTES_OFFSET));
    return batch.putInt(CRC_OFFSET, (int) crc.getValue());
  }

  private static short produce(Socket socket, String topic, ByteBuffer batch) throws IOException {
    byte[] name = topic.getBytes(StandardCharsets.UTF_8);
    int bodyBytes = 2 + 2 + 4 + 4 + 2 + name.length + 4 + 4 + 4 + batch.remaining();
    ByteBuffer request = ByteBuffer.allocate(4 + 10 + bodyBytes);
    request.putInt(10 + bodyBytes).putShort((short) 0).putShort((short) 3).putInt(7);
    request.putShort((short) -1).putShort((short) -1).putShort((short) -1).putInt(1000);
    request.putInt(1).putShort((short) name.length).put(name).putInt(1).putInt(0);
    request.putInt(batch.remaining()).put(batch.duplicate());
    socket.getOutputStream().write(request.array());
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] answer = new byte[in.readInt()];
    in.readFully(answer);
    return ByteBuffer.wrap(answer).getShort(4 + 4 + 2 + name.length + 4 + 4);
  }

  @Test
  void wrongBatchesAreRefusedAndTheConnectionGoesOn() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      ByteBuffer good = batch("none", new byte[10], 3);
      assertThat(produce(socket, "plain", good)).isZero();
      ByteBuffer wrongCrc = batch("none", new byte[10], 3);
      wrongCrc.putInt(CRC_OFFSET, good.getInt(CRC_OFFSET) + 1);
      assertThat(produce(socket, "plain", wrongCrc)).isEqualTo(CORRUPT_MESSAGE);
      ByteBuffer lying = batch("none", new byte[10], 3);
      lying.putInt(COUNT_OFFSET, 1000);
      assertThat(produce(socket, "plain", signed(lying))).isIn(INVALID_RECORD, CORRUPT_MESSAGE);
      ByteBuffer lyingTwice = batch("none", new byte[10], 3);
      lyingTwice.putInt(COUNT_OFFSET, 1000).putInt(LAST_OFFSET_DELTA_OFFSET, 999);
      assertThat(produce(socket, "plain", signed(lyingTwice)))
          .isIn(INVALID_RECORD, CORRUPT_MESSAGE);
      ByteBuffer negative = batch("none", new byte[10], 3);
      negative.putInt(COUNT_OFFSET, -1).putInt(LAST_OFFSET_DELTA_OFFSET, -2);
      assertThat(produce(socket, "plain", signed(negative))).isIn(INVALID_RECORD, CORRUPT_MESSAGE);
      ByteBuffer tooLong = batch("none", new byte[10], 3);
      tooLong.putInt(8, Integer.MAX_VALUE);
      assertThat(produce(socket, "plain", tooLong)).isEqualTo(CORRUPT_MESSAGE);
      assertThat(produce(socket, "plain", batch("none", new byte[10], 3))).isZero();
    }
  }

  /** Compressed batches are opened for topics that are compacted: not for whatever size. */
  @Test
  void aBombDisturbsNobody() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      ByteBuffer zeros = batch("gzip", new byte[1 << 20], 300);
      short answer = produce(socket, "compacted", zeros);
      assertThat(answer).isIn((short) 10, CORRUPT_MESSAGE, INVALID_RECORD);
      assertThat(produce(socket, "compacted", batch("gzip", new byte[10], 3))).isZero();
    }
  }
}
