package io.motet.kafka.connection;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;

/**
 * The requests of one connection that are not answered: frames that wait, and those that have
 * begun, in the order in which they came. Owns the frames that wait. On the connection's shard.
 */
final class OpenRequests {
  private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>();
  private final ArrayDeque<PendingRequest> begun = new ArrayDeque<>();
  private final int most;
  private final long mostBytes;
  private long bytes;

  /** At most so many; no more is to be read then. */
  OpenRequests(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  void add(ByteBuf frame) {
    bytes += frame.readableBytes();
    waiting.add(frame);
  }

  /** Whether more is to be read. */
  boolean hasRoom() {
    return waiting.size() + begun.size() < most && bytes < mostBytes;
  }

  /** Whether one waits that those before it do not hold back. */
  boolean hasNext() {
    return !waiting.isEmpty()
        && (begun.isEmpty() || !begun.peekLast().holdsOthers())
        && begun.size() < most;
  }

  /** Takes the next one that waits; it is the caller's. */
  ByteBuf next() {
    ByteBuf frame = waiting.poll();
    bytes -= frame.readableBytes();
    return frame;
  }

  void begin(PendingRequest request) {
    bytes += request.sizeBytes();
    begun.add(request);
  }

  /** Takes the first one if it is answered; else null. */
  PendingRequest takeAnswered() {
    if (begun.isEmpty() || !begun.peek().isAnswered()) {
      return null;
    }
    PendingRequest request = begun.poll();
    bytes -= request.sizeBytes();
    return request;
  }

  boolean noneBegun() {
    return begun.isEmpty();
  }

  /** Those that wait never begin. */
  void drop() {
    while (!waiting.isEmpty()) {
      next().release();
    }
  }
}
