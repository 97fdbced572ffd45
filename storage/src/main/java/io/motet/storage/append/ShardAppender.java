package io.motet.storage.append;

import io.motet.storage.journal.AppenderListener;
import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.StoredMessage;
import io.motet.storage.journal.Survivor;
import io.motet.storage.record.RecordWriter;
import io.motet.storage.segment.SegmentTable;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.Executor;

/**
 * Encodes a shard's records into its open chunk, and decides which settlements need no record. When
 * chunks travel is {@link ChunkTraffic}'s business.
 */
public final class ShardAppender implements JournalAppender {
  private static final int SLOT_BITS = 32;

  private final ChunkTraffic traffic;
  private final Settlements settlements;
  private final MessageChecksum checksum = new MessageChecksum();
  private long appendedIndex;
  private boolean atomic;
  private boolean inPart;
  private int slot;
  private int copies;

  public ShardAppender(
      Executor owner,
      AppenderListener listener,
      Handover handover,
      SegmentTable segments,
      int chunkBytes) {
    this.settlements = new Settlements();
    this.traffic =
        new ChunkTraffic(owner, listener, handover, segments, chunkBytes, settlements::clear);
  }

  /** The way in which the journal thread reaches this shard. */
  public Completions completions() {
    return traffic.completions();
  }

  /** Takes what the journal has completed; on the shard's thread, or when that has ended. */
  public void takeCompletions() {
    traffic.takeCompletions();
  }

  /** Frees memory; the journal has ended. */
  public void close() {
    traffic.close();
  }

  @Override
  public void beginMessage(StoredMessage message, int copyCount) {
    if (message.appenderPlace() != StoredMessage.NOT_STORED) {
      throw new IllegalStateException("message has been appended before");
    }
    Chunk open = traffic.open();
    ByteBuf out = open.buffer();
    int sizeBytes = message.encodedSizeBytes();
    slot = open.messages().add(message, out.writerIndex(), copyCount);
    copies = copyCount;
    message.appenderPlace(pendingPlace(open, slot));
    out.ensureWritable(
        RecordWriter.MESSAGE_HEAD_BYTES + sizeBytes + copyCount * RecordWriter.COPY_BYTES);
    RecordWriter.messageHead(out, copyCount, sizeBytes);
    int begin = out.writerIndex();
    message.encode(out);
    if (out.writerIndex() != begin + sizeBytes) {
      throw new IllegalStateException(
          "message wrote " + (out.writerIndex() - begin) + " bytes, not " + sizeBytes);
    }
    RecordWriter.checksum(out, begin, checksum.of(traffic.open().view(), begin, sizeBytes));
    open.addLive(copyCount, (long) copyCount * sizeBytes);
  }

  @Override
  public void copy(long queueId, long sequence, int attributes, long expiresAtMillis) {
    copies--;
    RecordWriter.copy(traffic.open().buffer(), queueId, sequence, attributes, expiresAtMillis);
  }

  @Override
  public long endMessage() {
    if (copies != 0) {
      throw new IllegalStateException("message lacks " + copies + " of its copies");
    }
    Chunk open = traffic.open();
    PendingMessages messages = open.messages();
    messages.recordBytes(slot, open.buffer().writerIndex() - messages.recordIndex(slot));
    return added();
  }

  @Override
  public void settle(long queueId, long sequence, StoredMessage message) {
    long place = message.appenderPlace();
    if (place >= 0) {
      settle(queueId, sequence, place, message.encodedSizeBytes());
      return;
    }
    int after = Integer.MAX_VALUE;
    Chunk chunk = pendingChunk(place);
    if (chunk != traffic.open()) {
      after = 0;
    }
    if (!removeCopy(chunk, pendingSlot(place), message)) {
      settled(queueId, sequence, after);
    }
  }

  @Override
  public void settle(long queueId, long sequence, long position, int sizeBytes) {
    traffic.open().releases().add(position, sizeBytes);
    settled(queueId, sequence, 0);
  }

  private void settled(long queueId, long sequence, int after) {
    if (settlements.settle(traffic.open().buffer(), queueId, sequence, after)) {
      added();
    } else {
      traffic.open().lastIndex(++appendedIndex);
    }
  }

  /**
   * Gives back one copy of a message whose position is not known yet.
   *
   * @return true if that was the last and the record has been taken out
   */
  private boolean removeCopy(Chunk chunk, int pendingSlot, StoredMessage message) {
    int sizeBytes = message.encodedSizeBytes();
    boolean last = chunk.messages().removeCopy(pendingSlot) == 0;
    boolean inOpen = chunk == traffic.open();
    if (inOpen) {
      chunk.addLive(-1, -sizeBytes);
    } else {
      traffic.open().releases().add(chunk.place(), sizeBytes);
    }
    if (last && inOpen && !inPart && chunk.canCancel(pendingSlot)) {
      chunk.cancel(pendingSlot);
      if (chunk.isEmpty()) {
        settlements.clear();
      }
      return true;
    }
    if (last) {
      chunk.messages().forget(pendingSlot);
    }
    return false;
  }

  @Override
  public void delivered(long queueId, long sequence, int deliveryCount) {
    RecordWriter.delivered(traffic.open().buffer(), queueId, sequence, deliveryCount);
    added();
  }

  @Override
  public void horizon(long queueId, long sequence) {
    RecordWriter.horizon(traffic.open().buffer(), queueId, sequence);
    added();
  }

  @Override
  public void dropQueue(long queueId) {
    RecordWriter.queueDropped(traffic.open().buffer(), queueId);
    added();
  }

  @Override
  public void settleRange(long queueId, long firstSequence, long lastSequence) {
    RecordWriter.settled(traffic.open().buffer(), queueId, firstSequence, lastSequence);
    added();
  }

  @Override
  public void release(StoredMessage message) {
    long place = message.appenderPlace();
    if (place >= 0) {
      release(place, message.encodedSizeBytes());
    } else {
      removeCopy(pendingChunk(place), pendingSlot(place), message);
    }
  }

  @Override
  public void release(long position, int sizeBytes) {
    traffic.open().releases().add(position, sizeBytes);
  }

  @Override
  public void relocate(Survivor survivor, ByteBuf encoded, Relocated whenDurable) {
    if (traffic.isClosed()) {
      // Asked before the journal closed, answered after.
      return;
    }
    Chunk open = traffic.open();
    open.compact();
    settlements.clear();
    ByteBuf out = open.buffer();
    int sizeBytes = encoded.readableBytes();
    RecordWriter.messageHead(out, 1, sizeBytes);
    int begin = out.writerIndex();
    out.writeBytes(encoded, encoded.readerIndex(), sizeBytes);
    RecordWriter.checksum(out, begin, checksum.of(traffic.open().view(), begin, sizeBytes));
    RecordWriter.copy(
        out,
        survivor.queueId(),
        survivor.sequence(),
        survivor.attributes(),
        survivor.expiresAtMillis());
    open.relocations().add(new Relocation(survivor, begin, whenDurable));
    open.addLive(1, sizeBytes);
    open.requireForce();
    added();
  }

  @Override
  public long putMetadata(String key, byte[] value) {
    RecordWriter.metadataPut(traffic.open().buffer(), key, value);
    return added();
  }

  @Override
  public long deleteMetadata(String key) {
    RecordWriter.metadataDelete(traffic.open().buffer(), key);
    return added();
  }

  @Override
  public void beginAtomic() {
    if (atomic) {
      throw new IllegalStateException("an atomic group is open already");
    }
    atomic = true;
  }

  @Override
  public void beginAtomic(long transactionId, int part, int parts) {
    beginAtomic();
    if (parts > 1) {
      inPart = true;
      settlements.clear();
      traffic.open().parts().add(new Part(transactionId, part, parts));
      RecordWriter.partBegin(traffic.open().buffer(), transactionId, part, parts);
      added();
    }
  }

  @Override
  public long endAtomic() {
    atomic = false;
    if (inPart) {
      inPart = false;
      settlements.clear();
      RecordWriter.partEnd(traffic.open().buffer());
      added();
    }
    traffic.handOverIfFull();
    return appendedIndex;
  }

  @Override
  public void requireDurable() {
    traffic.require(appendedIndex);
  }

  @Override
  public long appendedIndex() {
    return appendedIndex;
  }

  @Override
  public long durableIndex() {
    return traffic.durableIndex();
  }

  @Override
  public void flush() {
    traffic.flush();
  }

  private long added() {
    traffic.open().recordAdded(++appendedIndex);
    if (!atomic) {
      traffic.handOverIfFull();
    }
    return appendedIndex;
  }

  private static long pendingPlace(Chunk chunk, int slot) {
    return firstPendingPlace(chunk) - slot;
  }

  /** Below all positions: the chunk's number in the upper half, the slot in the lower. */
  static long firstPendingPlace(Chunk chunk) {
    return -2 - ((long) chunk.id() << SLOT_BITS);
  }

  private Chunk pendingChunk(long place) {
    if (place == StoredMessage.NOT_STORED) {
      throw new IllegalStateException("message is not in the journal");
    }
    return traffic.chunk((int) ((-2 - place) >>> SLOT_BITS));
  }

  private static int pendingSlot(long place) {
    return (int) (-2 - place);
  }
}
