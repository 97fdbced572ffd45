package io.motet.storage.write;

import io.motet.storage.append.Chunk;
import io.motet.storage.append.Handover;
import io.motet.storage.runtime.Worker;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Chunks that wait to be written. Shards put them into an inbox without a lock; everything else is
 * the journal thread's.
 */
final class ChunkQueue implements Handover {
  private final ConcurrentLinkedQueue<Chunk> inbox = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Chunk> waiting = new ArrayDeque<>();
  private volatile Worker worker;
  private long waitingBytes;
  private int required;
  private long firstArrivedNanos;

  /** Whom to wake when a chunk arrives. */
  void worker(Worker newWorker) {
    worker = newWorker;
  }

  @Override
  public void accept(Chunk chunk) {
    inbox.add(chunk);
    wake();
  }

  void wake() {
    Worker toWake = worker;
    if (toWake != null) {
      toWake.wake();
    }
  }

  /** Takes what has arrived. */
  void drain(long nowNanos) {
    for (Chunk chunk = inbox.poll(); chunk != null; chunk = inbox.poll()) {
      if (waiting.isEmpty()) {
        firstArrivedNanos = nowNanos;
      }
      waiting.add(chunk);
      waitingBytes += chunk.sizeBytes();
      required += chunk.isRequired() ? 1 : 0;
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  long waitingBytes() {
    return waitingBytes;
  }

  /** Whether somebody waits for one of the chunks. */
  boolean isRequired() {
    return required > 0;
  }

  /** When the oldest arrived. */
  long firstArrivedNanos() {
    return firstArrivedNanos;
  }

  Chunk peek() {
    return waiting.peek();
  }

  /** Puts chunks back to the head, in their order: they could not be written. */
  void putBack(List<Chunk> chunks) {
    for (int i = chunks.size() - 1; i >= 0; i--) {
      Chunk chunk = chunks.get(i);
      waiting.addFirst(chunk);
      waitingBytes += chunk.sizeBytes();
      required += chunk.isRequired() ? 1 : 0;
    }
  }

  Chunk poll() {
    Chunk chunk = waiting.poll();
    waitingBytes -= chunk.sizeBytes();
    required -= chunk.isRequired() ? 1 : 0;
    return chunk;
  }
}
