package io.motet.storage.write;

import io.motet.storage.append.Chunk;
import io.motet.storage.append.Completions;
import io.motet.storage.append.Handover;
import io.motet.storage.append.Part;
import io.motet.storage.disk.NoSpaceException;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.Sync;
import io.motet.storage.record.BatchHeader;
import io.motet.storage.record.BatchWriter;
import io.motet.storage.runtime.DutyCycle;
import io.motet.storage.runtime.StorageRuntime;
import io.motet.storage.runtime.Worker;
import io.motet.storage.segment.Position;
import io.motet.storage.segment.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches. What arrives while one is being forced is the next; nothing waits for a timer but
 * what nobody waits for.
 *
 * <p>An error of a write or a force ends it: after a failed force the kernel may have dropped the
 * pages and call the next one a success, so nothing is tried again and nothing reported any more.
 */
public final class JournalWriter implements DutyCycle {
  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Unforced records are forced after this many times the lazy delay. */
  private static final int FORCE_DELAYS = 100;

  private final StorageRuntime runtime;
  private final Tail tail;
  private final boolean sync;
  private final int batchBytes;
  private final long lazyNanos;
  private final ChunkQueue queue = new ChunkQueue();
  private final BatchWriter batch = new BatchWriter();
  private final OpenTransactions transactions = new OpenTransactions();
  private final WriterCounters counters = new WriterCounters();
  private final List<Completions> shards = new CopyOnWriteArrayList<>();
  private final List<Chunk> taken = new ArrayList<>();
  private final Runnable rolled;
  private boolean unforced;
  private long unforcedSinceNanos;
  private volatile boolean stalled;
  private volatile boolean pointWanted;
  private volatile SafePoint point;
  private volatile Throwable failure;
  private volatile long writtenSequence;
  private volatile long settledSequence;

  /**
   * @param rolled told after each new segment, on this thread
   */
  public JournalWriter(
      JournalSettings settings, StorageRuntime runtime, Tail tail, Runnable rolled) {
    this.runtime = runtime;
    this.tail = tail;
    this.rolled = rolled;
    this.sync = settings.sync() == Sync.FULL;
    this.batchBytes = settings.batchBytes();
    this.lazyNanos = TimeUnit.MILLISECONDS.toNanos(settings.lazyWriteMillis());
    noteProgress();
  }

  /** Where shards hand chunks over. */
  public Handover handover() {
    return queue;
  }

  /** Adds a shard; before the first step. */
  public void addShard(Completions shard) {
    shards.add(shard);
  }

  /** The worker to wake when there is something to do. */
  public void worker(Worker worker) {
    queue.worker(worker);
  }

  public WriterCounters counters() {
    return counters;
  }

  /** Why it has ended, or null. */
  public Throwable failure() {
    return failure;
  }

  /** Whether it waits for room on the disk. */
  public boolean isStalled() {
    return stalled;
  }

  /** Number of the record after the last that is written; any thread. */
  public long writtenSequence() {
    return writtenSequence;
  }

  /**
   * Records before this one count for good: they are forced, and no transaction that one of them is
   * part of still lacks another part. Any thread.
   */
  public long settledSequence() {
    return settledSequence;
  }

  /** Begins the first segment; before the first step. */
  public void start() throws IOException {
    tail.start();
    force();
  }

  /** Asks for a place up to which everything is forced and the shards have been told so. */
  public void requestPoint() {
    point = null;
    pointWanted = true;
    queue.wake();
  }

  /** The place asked for, or null if it has not been reached. */
  public SafePoint point() {
    return point;
  }

  @Override
  public long doWork() {
    if (failure != null) {
      return UNTIL_WOKEN;
    }
    try {
      return step(runtime.nanoTime());
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
      return UNTIL_WOKEN;
    }
  }

  private long step(long nowNanos) throws IOException {
    queue.drain(nowNanos);
    if (pointWanted) {
      takePoint();
    }
    if (isWriteDue(nowNanos)) {
      return writeBatch(nowNanos) ? 0 : RETRY_NANOS;
    }
    if (unforced && isForceDue(nowNanos)) {
      force();
      publishAll();
    }
    return waitNanos(nowNanos);
  }

  private void takePoint() throws IOException {
    if (unforced) {
      force();
      publishAll();
    }
    point = new SafePoint(tail.point(), transactions.earliest(tail.point()));
    pointWanted = false;
  }

  private boolean isWriteDue(long nowNanos) {
    return !queue.isEmpty()
        && (queue.isRequired()
            || queue.waitingBytes() >= batchBytes
            || nowNanos - queue.firstArrivedNanos() >= lazyNanos);
  }

  private boolean isForceDue(long nowNanos) {
    return nowNanos - unforcedSinceNanos >= FORCE_DELAYS * lazyNanos;
  }

  private long waitNanos(long nowNanos) {
    if (!queue.isEmpty()) {
      return Math.max(1, queue.firstArrivedNanos() + lazyNanos - nowNanos);
    }
    if (unforced) {
      return Math.max(1, unforcedSinceNanos + FORCE_DELAYS * lazyNanos - nowNanos);
    }
    return UNTIL_WOKEN;
  }

  /** Returns false if there was no room. */
  private boolean writeBatch(long nowNanos) throws IOException {
    if (!makeRoom(queue.peek().sizeBytes())) {
      stall();
      return false;
    }
    boolean required = take();
    JournalPoint before = tail.point();
    if (batch.payloadBytes() > 0 && !write(nowNanos)) {
      queue.putBack(taken);
      taken.clear();
      stall();
      return false;
    }
    stalled = false;
    if (unforced && required) {
      force();
    }
    for (Chunk chunk : taken) {
      complete(chunk, before);
    }
    taken.clear();
    publishAll();
    return true;
  }

  private boolean makeRoom(int payloadBytes) throws IOException {
    int needed = BatchHeader.alignedBytes(payloadBytes);
    if (tail.current().roomBytes() >= needed) {
      return true;
    }
    if (unforced) {
      force();
      publishAll();
    }
    if (!tail.roll(needed)) {
      return false;
    }
    rolled.run();
    return true;
  }

  private void stall() {
    if (!stalled) {
      stalled = true;
      LOG.error("the disk has no room left for the journal, which waits until there is some");
      rolled.run();
    }
  }

  /** Takes chunks from the queue until the batch is full; returns whether one is required. */
  private boolean take() {
    long room = Math.min(batchBytes, tail.current().roomBytes() - BatchHeader.SIZE_BYTES);
    boolean required = false;
    do {
      Chunk chunk = queue.poll();
      taken.add(chunk);
      if (chunk.sizeBytes() > 0) {
        batch.add(chunk.bytes());
      }
      required |= chunk.isRequired();
    } while (!queue.isEmpty() && batch.payloadBytes() + queue.peek().sizeBytes() <= room);
    return required;
  }

  /** Returns false if the file system had no room. */
  private boolean write(long nowNanos) throws IOException {
    Segment segment = tail.current();
    int records = 0;
    int flags = 0;
    for (Chunk chunk : taken) {
      records += chunk.records();
      flags |= chunk.parts().isEmpty() ? 0 : BatchHeader.HAS_PARTS;
    }
    int bytes = BatchHeader.alignedBytes(batch.payloadBytes());
    try {
      batch.write(
          segment.file(),
          segment.end(),
          segment.header().generation(),
          tail.nextSequence(),
          records,
          flags,
          tail.forcedSequence());
    } catch (NoSpaceException e) {
      LOG.debug("cannot write {} bytes to {}: {}", bytes, segment, e.toString());
      return false;
    }
    place(segment);
    tail.written(records, bytes);
    counters.batch(bytes);
    if (!unforced) {
      unforced = sync;
      unforcedSinceNanos = nowNanos;
    }
    return true;
  }

  /** Tells the chunks where in the batch, now written at the segment's end, they stand. */
  private void place(Segment segment) {
    long position = Position.of(segment.number(), segment.end() + BatchHeader.SIZE_BYTES);
    for (Chunk chunk : taken) {
      chunk.writtenAt(position);
      position += chunk.sizeBytes();
      segment.addLive(chunk.liveCopies(), chunk.liveBytes());
    }
  }

  private void force() throws IOException {
    if (sync) {
      long begin = runtime.nanoTime();
      tail.force();
      counters.force(runtime.nanoTime() - begin);
    }
    unforced = false;
  }

  private void complete(Chunk chunk, JournalPoint before) {
    for (Part part : chunk.parts()) {
      transactions.written(part, before);
    }
    chunk.completions().written(chunk);
  }

  /** Tells the shards for which there is news. */
  private void publishAll() {
    noteProgress();
    for (Completions shard : shards) {
      shard.publishProgress(!unforced);
    }
  }

  private void noteProgress() {
    long next = tail.nextSequence();
    settledSequence = transactions.earliestSequence(sync ? tail.forcedSequence() + 1 : next);
    writtenSequence = next;
  }

  private void fail(Throwable cause) {
    LOG.error("the journal has failed and stops", cause);
    failure = cause;
    for (Completions shard : shards) {
      shard.failed(cause);
      shard.publish();
    }
  }
}
