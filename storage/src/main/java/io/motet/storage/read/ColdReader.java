package io.motet.storage.read;

import io.motet.storage.journal.ReadCallback;
import io.motet.storage.record.RecordWriter;
import io.motet.storage.runtime.DutyCycle;
import io.motet.storage.runtime.Worker;
import io.motet.storage.segment.Position;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.CRC32C;

/**
 * Serves reads one after the other: one I/O for neighbours, a look ahead where a queue is drained
 * in order, every message verified by its own checksum.
 */
public final class ColdReader implements DutyCycle {
  /** Messages further apart are read separately. */
  private static final int MOST_GAP_BYTES = 32 * 1024;

  private static final int MOST_WINDOW_BYTES = 1 << 20;

  /** Longer requests are answered in several tasks, so that they don't hold too much memory. */
  private static final int MOST_ANSWER_BYTES = 4 << 20;

  private final ReadSources sources;
  private final int readAheadBytes;
  private final ConcurrentLinkedQueue<ReadRequest> requests = new ConcurrentLinkedQueue<>();
  private final CRC32C crc = new CRC32C();
  private volatile Worker worker;
  private volatile long readBytes;
  private Window window;

  public ColdReader(ReadSources sources, int readAheadBytes) {
    this.sources = sources;
    this.readAheadBytes = readAheadBytes;
  }

  /** The worker to wake when a request arrives. */
  public void worker(Worker newWorker) {
    worker = newWorker;
  }

  /** Bytes read since the start. */
  public long readBytes() {
    return readBytes;
  }

  /** Asks for messages; any thread. */
  public void read(
      long[] positions, int[] sizesBytes, int count, Executor executor, ReadCallback callback) {
    requests.add(new ReadRequest(positions, sizesBytes, count, executor, callback));
    Worker toWake = worker;
    if (toWake != null) {
      toWake.wake();
    }
  }

  @Override
  public long doWork() {
    ReadRequest request = requests.poll();
    if (request == null) {
      return UNTIL_WOKEN;
    }
    serve(request);
    return 0;
  }

  private void serve(ReadRequest request) {
    int first = 0;
    do {
      int end = first;
      for (long bytes = 0; end < request.count() && bytes < MOST_ANSWER_BYTES; end++) {
        bytes += request.sizeBytes(end);
      }
      answer(request, first, end);
      first = end;
    } while (first < request.count());
  }

  private void answer(ReadRequest request, int first, int end) {
    ReadResults results =
        new ReadResults(request.callback(), first, end - first, end == request.count());
    for (int i = first; i < end; i++) {
      try {
        results.message(i, message(request, i, end));
      } catch (IOException | RuntimeException e) {
        results.failed(i, e instanceof IOException io ? io : new IOException(e));
      }
    }
    if (window != null && window.sizeBytes() > MOST_WINDOW_BYTES) {
      forget();
    }
    try {
      request.executor().execute(results);
    } catch (RejectedExecutionException e) {
      results.discard();
    }
  }

  private ByteBuf message(ReadRequest request, int index, int end) throws IOException {
    long position = request.position(index) - RecordWriter.CHECKSUM_BEFORE_BYTES;
    int length = request.sizeBytes(index) + RecordWriter.CHECKSUM_BEFORE_BYTES;
    if (window == null || !window.contains(position, length)) {
      load(position, stretch(request, index, end));
    }
    if (!window.contains(position, length)) {
      throw new IOException(Position.text(position) + " lies behind the end of its file");
    }
    ByteBuf bytes = window.retainedSlice(position, length);
    int expected = bytes.readInt();
    crc.reset();
    crc.update(bytes.nioBuffer());
    if (expected != (int) crc.getValue()) {
      bytes.release();
      throw new IOException("message at " + Position.text(position) + " is damaged");
    }
    return bytes;
  }

  /** Length of the stretch that holds this entry and those close behind it. */
  private static long stretch(ReadRequest request, int index, int end) {
    long from = request.position(index) - RecordWriter.CHECKSUM_BEFORE_BYTES;
    long until = request.position(index) + request.sizeBytes(index);
    for (int i = index + 1; i < end; i++) {
      long begin = request.position(i);
      long finish = begin + request.sizeBytes(i);
      if (begin < from || begin > until + MOST_GAP_BYTES || finish - from > MOST_WINDOW_BYTES) {
        break;
      }
      until = Math.max(until, finish);
    }
    return until - from;
  }

  private void load(long position, long stretch) throws IOException {
    ReadSource source = sources.find(position);
    if (source == null) {
      throw new IOException(Position.text(position) + " is not in use");
    }
    long length = stretch;
    boolean onward =
        window != null
            && position >= window.end() - window.sizeBytes()
            && position <= window.end() + MOST_GAP_BYTES;
    if (onward) {
      length = Math.max(length, readAheadBytes);
    }
    long offset = Position.offset(position);
    length = Math.min(length, source.end() - offset);
    if (length <= 0) {
      throw new IOException(Position.text(position) + " lies behind the end of its file");
    }
    forget();
    window = Window.read(source.file(), position, offset, Math.toIntExact(length));
    count(window.sizeBytes());
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  private void count(int bytes) {
    readBytes += bytes;
  }

  private void forget() {
    if (window != null) {
      window.release();
      window = null;
    }
  }

  /** Answers what is still open; when its worker has stopped. */
  public void close() {
    for (ReadRequest request = requests.poll(); request != null; request = requests.poll()) {
      serve(request);
    }
    forget();
  }
}
