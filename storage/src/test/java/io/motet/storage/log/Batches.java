package io.motet.storage.log;

import io.motet.storage.log.batch.BatchChecksum;
import io.motet.storage.log.batch.BatchHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds record batches as a producer would. */
final class Batches {
  private static final int ROOM = 1 << 20;

  private final List<byte[][]> records = new ArrayList<>();
  private long timestamp = 1_600_000_000_000L;
  private long producerId = -1;
  private int epoch = -1;
  private int sequence = -1;
  private boolean transactional;

  static Batches batch() {
    return new Batches();
  }

  static Batches of(int count) {
    Batches batch = new Batches();
    for (int i = 0; i < count; i++) {
      batch.record("k" + i, "v" + i);
    }
    return batch;
  }

  Batches record(String key, String value) {
    records.add(
        new byte[][] {
          key == null ? null : key.getBytes(StandardCharsets.UTF_8),
          value == null ? null : value.getBytes(StandardCharsets.UTF_8)
        });
    return this;
  }

  Batches at(long timestampMillis) {
    timestamp = timestampMillis;
    return this;
  }

  Batches from(long id, int producerEpoch, int firstSequence) {
    producerId = id;
    epoch = producerEpoch;
    sequence = firstSequence;
    return this;
  }

  Batches inTransaction() {
    transactional = true;
    return this;
  }

  ByteBuf build() {
    ByteBuffer batch = ByteBuffer.allocate(ROOM);
    batch.position(BatchHeader.BYTES);
    for (int i = 0; i < records.size(); i++) {
      put(batch, i, records.get(i));
    }
    int size = batch.position();
    batch.putLong(BatchHeader.BASE_OFFSET_AT, 0);
    batch.putInt(BatchHeader.LENGTH_AT, size - BatchHeader.LENGTH_OVERHEAD_BYTES);
    batch.putInt(BatchHeader.LEADER_EPOCH_AT, -1);
    batch.put(BatchHeader.MAGIC_AT, (byte) 2);
    batch.putShort(BatchHeader.ATTRIBUTES_AT, (short) (transactional ? 0x10 : 0));
    batch.putInt(BatchHeader.LAST_OFFSET_DELTA_AT, records.size() - 1);
    batch.putLong(BatchHeader.BASE_TIMESTAMP_AT, timestamp);
    batch.putLong(BatchHeader.MAX_TIMESTAMP_AT, timestamp + records.size() - 1);
    batch.putLong(BatchHeader.PRODUCER_ID_AT, producerId);
    batch.putShort(BatchHeader.PRODUCER_EPOCH_AT, (short) epoch);
    batch.putInt(BatchHeader.BASE_SEQUENCE_AT, sequence);
    batch.putInt(BatchHeader.COUNT_AT, records.size());
    batch.putInt(BatchHeader.CRC_AT, BatchChecksum.of(batch, 0, size));
    return Unpooled.wrappedBuffer(batch.limit(size).position(0).slice());
  }

  private static void put(ByteBuffer batch, int index, byte[][] record) {
    ByteBuffer body = ByteBuffer.allocate(ROOM);
    body.put((byte) 0);
    varint(body, index); // timestamp delta
    varint(body, index); // offset delta
    for (byte[] part : record) {
      varint(body, part == null ? -1 : part.length);
      if (part != null) {
        body.put(part);
      }
    }
    varint(body, 0);
    body.flip();
    varint(batch, body.remaining());
    batch.put(body);
  }

  private static void varint(ByteBuffer out, int value) {
    int rest = (value << 1) ^ (value >> 31);
    while ((rest & ~0x7f) != 0) {
      out.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }
}
