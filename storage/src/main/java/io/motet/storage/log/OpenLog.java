package io.motet.storage.log;

import io.motet.storage.log.LogAppend.Appended;
import io.motet.storage.log.LogAppend.Refused;
import io.motet.storage.log.batch.BatchChecksum;
import io.motet.storage.log.batch.BatchHeader;
import io.motet.storage.log.batch.EndMarker;
import io.motet.storage.log.producer.ProducerCheck;
import io.motet.storage.log.producer.Producers;
import io.motet.storage.log.segment.Segment;
import io.motet.storage.log.state.LeaderEpochs;
import io.motet.storage.log.state.LogState;
import io.motet.storage.log.state.RecoveredLog;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A log in memory: appends, and what changes with them. Its monitor is the log's lock; it is held
 * for one write to the page cache at most, never for a force.
 */
final class OpenLog {
  private final PartitionLog owner;
  private final LogServices services;
  private final SegmentList segments;
  private final Producers producers;
  private final LeaderEpochs epochs;
  private final CommitWaits waits = new CommitWaits();
  private final long endAtOpening;

  private volatile LogSettings settings;
  private volatile LogEnd end;
  private volatile long logStart;
  private volatile IOException failure;

  /** Everything before is forced. */
  private long recoveryPoint;

  private long compactedTo;
  private long dirtySinceMillis;
  private boolean stateIsOld;
  private boolean namesAreUnforced;

  /** Whether the next start would not find it just as it is. */
  private boolean unsaved;

  OpenLog(PartitionLog owner, LogServices services, LogSettings settings, RecoveredLog found) {
    this.owner = owner;
    this.services = services;
    this.settings = settings;
    this.segments = new SegmentList(found.segments());
    this.producers = found.state().producers();
    this.epochs = found.state().epochs();
    this.recoveryPoint = Math.min(found.state().recoveryPoint(), found.endOffset());
    this.logStart = found.state().logStartOffset();
    this.compactedTo = found.state().compactedTo();
    this.endAtOpening = found.endOffset();
    this.unsaved = !found.clean();
    // The process that created the files may have been killed before it forced their names.
    this.namesAreUnforced = !found.clean();
    publish(found.endOffset(), found.endOffset());
  }

  // ---- what any thread may ask ----

  LogEnd end() {
    return end;
  }

  long logStart() {
    return logStart;
  }

  SegmentList segments() {
    return segments;
  }

  Producers producers() {
    return producers;
  }

  LeaderEpochs epochs() {
    return epochs;
  }

  LogSettings settings() {
    return settings;
  }

  void settings(LogSettings newSettings) {
    settings = newSettings;
  }

  /** What was appended behind is likely to be in the page cache. */
  long endAtOpening() {
    return endAtOpening;
  }

  IOException failure() {
    return failure;
  }

  // ---- appends ----

  /** Appends a batch that is known to be right; the header is what was read of it. */
  LogAppend append(ByteBuf batch, BatchHeader header, boolean fromClient) {
    synchronized (this) {
      ProducerCheck check =
          header.hasProducer()
              ? producers.check(header, fromClient, end.endOffset())
              : ProducerCheck.IN_ORDER;
      if (check instanceof ProducerCheck.Refused refused) {
        return new Refused(refused.error(), refused.text());
      }
      if (check instanceof ProducerCheck.Duplicate duplicate) {
        return new Appended(
            duplicate.baseOffset(),
            duplicate.lastOffset(),
            settings.stampsAppendTime() ? duplicate.timestamp() : -1,
            logStart,
            true);
      }
      patch(batch, header);
      return write(batch.nioBuffers(), header, null);
    }
  }

  /** Offset and epoch stand before what the checksum covers; a time stamp does not. */
  private void patch(ByteBuf batch, BatchHeader header) {
    int at = batch.readerIndex();
    header.assign(end.endOffset(), services.leaderEpoch());
    batch.setLong(at + BatchHeader.BASE_OFFSET_AT, header.baseOffset());
    batch.setInt(at + BatchHeader.LEADER_EPOCH_AT, header.leaderEpoch());
    if (settings.stampsAppendTime()) {
      header.stamp(services.runtime().currentTimeMillis());
      batch.setShort(at + BatchHeader.ATTRIBUTES_AT, header.attributes());
      batch.setLong(at + BatchHeader.MAX_TIMESTAMP_AT, header.maxTimestamp());
      ByteBuffer bytes = batch.nioBuffer();
      int crc = BatchChecksum.of(bytes, bytes.position(), bytes.remaining());
      batch.setInt(at + BatchHeader.CRC_AT, crc);
    }
  }

  /** Appends the end of a transaction. */
  LogAppend appendEnd(long producerId, short epoch, EndMarker marker) {
    synchronized (this) {
      if (producers.checkEnd(producerId, epoch, marker, end.endOffset())
          instanceof ProducerCheck.Refused refused) {
        return new Refused(refused.error(), refused.text());
      }
      ByteBuffer batch = marker.toBatch(producerId, epoch, services.runtime().currentTimeMillis());
      batch.putLong(BatchHeader.BASE_OFFSET_AT, end.endOffset());
      batch.putInt(BatchHeader.LEADER_EPOCH_AT, services.leaderEpoch());
      BatchHeader header = new BatchHeader().read(batch, 0);
      return write(new ByteBuffer[] {batch}, header, marker);
    }
  }

  private LogAppend write(ByteBuffer[] bytes, BatchHeader header, EndMarker marker) {
    if (failure != null) {
      return storageError(failure.getMessage());
    }
    String full = services.room().refusal((int) header.sizeBytes());
    // The end of a transaction gives readers way; like settlements it may use the reserve.
    if (full != null && marker == null) {
      return storageError(full);
    }
    try {
      segmentFor(header).append(bytes, header, settings.indexIntervalBytes());
    } catch (IOException e) {
      services.room().ask();
      return storageError(e.getMessage());
    }
    services.room().changed(header.sizeBytes());
    appended(header, marker);
    return new Appended(
        header.baseOffset(),
        header.lastOffset(),
        settings.stampsAppendTime() ? header.maxTimestamp() : -1,
        logStart,
        false);
  }

  private Refused storageError(String text) {
    return new Refused(LogError.KAFKA_STORAGE_ERROR, "log " + owner.id() + ": " + text);
  }

  private Segment segmentFor(BatchHeader header) throws IOException {
    Segment last = segments.last();
    if (last == null || mustEnd(last, header)) {
      return roll();
    }
    return last;
  }

  private boolean mustEnd(Segment last, BatchHeader header) {
    if (last.sizeBytes() == 0) {
      return false;
    }
    long first = last.summary().firstTimestamp();
    return last.sizeBytes() + header.sizeBytes() > settings.segmentBytes()
        || header.lastOffset() - last.baseOffset() > Integer.MAX_VALUE
        || (first >= 0 && header.maxTimestamp() - first > settings.segmentMillis())
        || !last.hasIndexInMemory();
  }

  /** Begins a segment at the log's end. Under the lock. */
  Segment roll() throws IOException {
    Segment next = Segment.create(services.files(), owner.id(), end.endOffset());
    boolean first = segments.last() == null;
    segments.add(next);
    publish(end.endOffset(), end.highWatermark());
    stateIsOld |= !first;
    unsaved = true;
    namesAreUnforced = true;
    if (!first) {
      services.workers().flush(owner);
    }
    return next;
  }

  private void appended(BatchHeader header, EndMarker marker) {
    unsaved = true;
    epochs.assign(header.leaderEpoch(), header.baseOffset());
    if (header.hasProducer()) {
      if (marker == null) {
        producers.appended(header);
      } else {
        producers.ended(header, marker);
      }
    }
    long next = header.nextOffset();
    boolean forces = settings.forcesBeforeCommit();
    publish(next, forces ? end.highWatermark() : next);
    if (!forces && !waits.isEmpty()) {
      waits.committed(next);
    }
    if (dirtySinceMillis == 0) {
      dirtySinceMillis = services.runtime().currentTimeMillis();
      services.workers().dirty(owner);
    }
    if (next - recoveryPoint >= settings.flushMessages()) {
      services.workers().flush(owner);
    }
  }

  private void publish(long endOffset, long highWatermark) {
    Segment last = segments.last();
    end =
        new LogEnd(
            endOffset,
            highWatermark,
            producers.lastStableOffset(highWatermark),
            last == null ? endOffset : last.baseOffset(),
            last == null ? 0 : last.sizeBytes());
  }

  void whenCommitted(long offset, Executor executor, Committed callback) {
    synchronized (this) {
      if (failure != null) {
        executor.execute(() -> callback.done(failure));
        return;
      }
      waits.add(offset, executor, callback);
      waits.committed(end.highWatermark());
    }
  }

  // ---- forces ----

  /** What a force has to do, as of one moment. */
  @SuppressWarnings("ArrayRecordComponent")
  record Unforced(
      List<Segment> toForce, List<Segment> toIndex, boolean names, byte[] state, long endOffset) {
    boolean isEmpty() {
      return toForce.isEmpty() && toIndex.isEmpty() && !names && state == null;
    }
  }

  /**
   * Says what is not forced now.
   *
   * @param withState whether the state is to be written even if nobody needs it yet
   * @param ends whether nothing will be appended any more
   */
  synchronized Unforced unforced(boolean withState, boolean ends) {
    List<Segment> toForce = new ArrayList<>();
    List<Segment> toIndex = new ArrayList<>();
    for (Segment segment : segments.all()) {
      if (segment.nextOffset() > recoveryPoint) {
        toForce.add(segment);
      }
      if (segment.hasIndexInMemory() && (ends || segment != segments.last())) {
        toIndex.add(segment);
      }
    }
    byte[] state = withState || stateIsOld ? encodeState(end.endOffset()) : null;
    boolean names = namesAreUnforced;
    stateIsOld = false;
    unsaved &= !ends;
    namesAreUnforced = false;
    dirtySinceMillis = 0;
    return new Unforced(toForce, toIndex, names, state, end.endOffset());
  }

  private byte[] encodeState(long offset) {
    return new LogState(offset, logStart, compactedTo, epochs, producers).encode();
  }

  /** It is done: what was there then is durable. Returns whether readers can see more. */
  synchronized boolean forced(Unforced done) {
    recoveryPoint = Math.max(recoveryPoint, done.endOffset());
    if (done.endOffset() <= end.highWatermark()) {
      return false;
    }
    publish(end.endOffset(), done.endOffset());
    waits.committed(done.endOffset());
    return true;
  }

  /** What only shortens the next start could not be written. */
  synchronized void stateNotWritten() {
    stateIsOld = true;
    unsaved = true;
  }

  /** Nothing is promised any more. */
  synchronized void failed(IOException cause) {
    failure = cause;
    waits.failed(cause);
  }

  synchronized long recoveryPoint() {
    return recoveryPoint;
  }

  /** When the oldest unforced record came, or 0. */
  synchronized long dirtySinceMillis() {
    return dirtySinceMillis;
  }

  // ---- the head ----

  /** Moves the log's start, never back. Returns whether it moved. */
  synchronized boolean moveStart(long offset) {
    if (offset <= logStart) {
      return false;
    }
    logStart = offset;
    producers.logStartMoved(offset);
    stateIsOld = true;
    unsaved = true;
    return true;
  }

  /** Takes out the segments that are wholly before the log's start; the last one stays. */
  synchronized List<Segment> takeSegmentsBeforeStart() {
    Segment[] all = segments.all();
    int count = 0;
    while (count < all.length - 1 && all[count + 1].baseOffset() <= logStart) {
      count++;
    }
    segments.removeFirst(count);
    return List.of(all).subList(0, count);
  }

  synchronized boolean isUnsaved() {
    return unsaved && failure == null;
  }

  synchronized long compactedTo() {
    return compactedTo;
  }

  synchronized void compactedTo(long offset) {
    compactedTo = offset;
    stateIsOld = true;
    unsaved = true;
  }

  synchronized void expireProducers(long beforeMillis) {
    producers.expire(beforeMillis);
  }
}
