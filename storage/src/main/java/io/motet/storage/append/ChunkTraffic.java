package io.motet.storage.append;

import io.motet.storage.journal.AppenderListener;
import io.motet.storage.record.RecordWriter;
import io.motet.storage.segment.SegmentTable;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * Decides when a shard's chunks go to the journal thread, and takes them back.
 *
 * <p>There is no timer: while a chunk that somebody waits for is under way the next one fills, and
 * leaves when the other is back. Chunks that nobody waits for leave one at a time, and the journal
 * thread lets them ride along with others.
 */
final class ChunkTraffic {
  private final Completions completions;
  private final AppenderListener listener;
  private final Handover handover;
  private final SegmentTable segments;
  private final int chunkBytes;
  private final Runnable opened;
  private final ChunkPool pool;
  private final ArrayDeque<Chunk> awaitingForce = new ArrayDeque<>();
  private Chunk open;
  private int underWay;
  private int requiredUnderWay;
  private long requiredIndex;
  private long durableIndex;
  private boolean publishesBlocked;
  private boolean failed;
  private boolean closed;

  /**
   * @param opened told when another chunk has become the open one
   */
  ChunkTraffic(
      Executor owner,
      AppenderListener listener,
      Handover handover,
      SegmentTable segments,
      int chunkBytes,
      Runnable opened) {
    this.completions = new Completions(owner, this::takeCompletions);
    this.listener = listener;
    this.handover = handover;
    this.segments = segments;
    this.chunkBytes = chunkBytes;
    this.opened = opened;
    this.pool = new ChunkPool(chunkBytes);
    this.open = pool.take(completions);
  }

  Completions completions() {
    return completions;
  }

  /** The chunk being filled. */
  Chunk open() {
    return open;
  }

  Chunk chunk(int id) {
    return pool.get(id);
  }

  long durableIndex() {
    return durableIndex;
  }

  /** Somebody waits for all records up to the index. */
  void require(long appendedIndex) {
    if (!closed && appendedIndex > durableIndex && appendedIndex > requiredIndex) {
      requiredIndex = appendedIndex;
      open.lastIndex(appendedIndex);
      open.require();
    }
  }

  void handOverIfFull() {
    if (open.sizeBytes() >= chunkBytes) {
      handOver();
    }
  }

  void flush() {
    if (closed) {
      return;
    }
    if (open.isRequired() ? requiredUnderWay == 0 : !open.isEmpty() && underWay == 0) {
      handOver();
    } else if (open.isEmpty() && awaitingForce.isEmpty() && underWay == 0) {
      open.releases().apply(segments);
    }
  }

  private void handOver() {
    if (failed) {
      return;
    }
    Chunk chunk = open;
    chunk.compact();
    underWay++;
    if (chunk.isRequired()) {
      requiredUnderWay++;
    }
    open = pool.take(completions);
    opened.run();
    handover.accept(chunk);
  }

  void takeCompletions() {
    completions.begin();
    if (closed) {
      return;
    }
    takeWritten();
    long durable = completions.durableIndex();
    boolean progress = durable > durableIndex;
    durableIndex = durable;
    takeForced();
    if (progress) {
      listener.durable(durable);
    }
    tellState();
    flush();
  }

  private void takeWritten() {
    for (Chunk chunk = completions.pollWritten();
        chunk != null;
        chunk = completions.pollWritten()) {
      underWay--;
      if (chunk.isRequired()) {
        requiredUnderWay--;
      }
      chunk.patch(RecordWriter.MESSAGE_HEAD_BYTES, ShardAppender.firstPendingPlace(chunk));
      pool.recycleBuffer(chunk);
      awaitingForce.add(chunk);
    }
  }

  private void takeForced() {
    while (!awaitingForce.isEmpty() && awaitingForce.peek().lastIndex() <= durableIndex) {
      Chunk chunk = awaitingForce.poll();
      chunk.releases().apply(segments);
      for (Relocation relocation : chunk.relocations()) {
        moved(chunk, relocation);
      }
      pool.recycle(chunk);
    }
  }

  private void moved(Chunk chunk, Relocation relocation) {
    var survivor = relocation.survivor();
    long newPosition = chunk.place().base() + relocation.messageIndex();
    boolean alive =
        relocation
            .whenDurable()
            .moved(
                survivor.queueId(),
                survivor.sequence(),
                survivor.position(),
                newPosition,
                survivor.sizeBytes());
    open.releases().add(alive ? survivor.position() : newPosition, survivor.sizeBytes());
  }

  private void tellState() {
    Throwable failure = completions.failure();
    if (failure != null && !failed) {
      failed = true;
      listener.failed(failure);
    }
    boolean blocked = completions.publishesBlocked();
    if (blocked != publishesBlocked) {
      publishesBlocked = blocked;
      listener.publishesBlocked(blocked);
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Frees the memory of what will never be written. */
  void close() {
    closed = true;
    pool.close();
  }
}
