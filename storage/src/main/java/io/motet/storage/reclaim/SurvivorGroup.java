package io.motet.storage.reclaim;

import io.motet.storage.journal.Survivor;
import io.motet.storage.record.RecordParser;
import io.motet.storage.record.RecordVisitor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/** Copies found in a few batches, with the bytes of their messages. */
final class SurvivorGroup implements RecordVisitor {
  private final List<Survivor> survivors = new ArrayList<>();
  private final List<ByteBuf> encoded = new ArrayList<>();
  private final List<ByteBuf> buffers = new ArrayList<>();
  private ByteBuf payload;
  private long payloadPosition;
  private long sizeBytes;

  /** Adds the copies of one batch. */
  void add(ByteBuf batchPayload, long position) {
    payload = PooledByteBufAllocator.DEFAULT.directBuffer(batchPayload.readableBytes());
    payload.writeBytes(batchPayload, batchPayload.readerIndex(), batchPayload.readableBytes());
    payloadPosition = position;
    buffers.add(payload);
    sizeBytes += payload.readableBytes();
    RecordParser.parse(payload.duplicate(), position, this);
  }

  @Override
  public void copy(
      long queueId,
      long sequence,
      long position,
      int messageBytes,
      int attributes,
      long expiresAtMillis) {
    survivors.add(
        new Survivor(queueId, sequence, position, messageBytes, attributes, expiresAtMillis));
    encoded.add(payload.slice((int) (position - payloadPosition), messageBytes));
  }

  long sizeBytes() {
    return sizeBytes;
  }

  List<Survivor> survivors() {
    return survivors;
  }

  List<ByteBuf> encoded() {
    return encoded;
  }

  void release() {
    buffers.forEach(ByteBuf::release);
    buffers.clear();
  }
}
