package io.motet.broker.queue;

import io.motet.broker.message.Message;
import io.motet.storage.journal.ScratchSpace;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops bodies of one queue's ready messages. A journaled body is on disk already; a transient one
 * is written to scratch space first and dropped when it stands there. Goes once over each message:
 * the list remembers how far.
 */
final class BodyDropper {
  private static final Logger LOG = LoggerFactory.getLogger(BodyDropper.class);

  private final QueueCore queue;

  BodyDropper(QueueCore queue) {
    this.queue = queue;
  }

  /**
   * Drops bodies behind the first {@code headBytes}, until {@code wantedBytes} are dropped.
   *
   * @return bytes dropped, or on their way to scratch space
   */
  long drop(long headBytes, long wantedBytes) {
    ReadyMessages ready = queue.ready();
    long dropped = 0;
    for (int priority = 0; priority < ready.listCount(); priority++) {
      ReadyList list = ready.listAt(priority);
      if (list != null && list.size() > 0 && dropped < wantedBytes) {
        dropped += drop(list, priority, headBytes, wantedBytes - dropped);
      }
    }
    return dropped;
  }

  private long drop(ReadyList list, int priority, long headBytes, long wantedBytes) {
    long from = Math.max(endOfHead(list, headBytes), list.bodiesDroppedBelow());
    long dropped = 0;
    for (int c = Math.max(0, list.chunkIndexOf(from)); c < list.chunkCount(); c++) {
      Chunk chunk = list.chunk(c);
      for (int i = chunk.ceiling(from); i < chunk.tail(); i++) {
        int done = dropped >= wantedBytes ? -1 : dropOne(chunk, i, priority);
        if (done < 0) {
          list.bodiesDroppedBelow(chunk.sequenceAt(i));
          return dropped;
        }
        dropped += done;
        list.bodiesDroppedBelow(chunk.sequenceAt(i) + 1);
      }
    }
    return dropped;
  }

  /** The sequence from which on messages are beyond the head; above all when it is all head. */
  private static long endOfHead(ReadyList list, long headBytes) {
    long bytes = 0;
    for (int c = 0; c < list.chunkCount(); c++) {
      Chunk chunk = list.chunk(c);
      for (int i = chunk.head(); i < chunk.tail(); i++) {
        bytes += chunk.removedAt(i) ? 0 : chunk.encodedSizeAt(i);
        if (bytes > headBytes) {
          return chunk.sequenceAt(i);
        }
      }
    }
    return Long.MAX_VALUE;
  }

  /** Bytes dropped, 0 when there is nothing to drop, or -1 when the body is not written yet. */
  private int dropOne(Chunk chunk, int i, int priority) {
    Message message = chunk.messageAt(i);
    if (chunk.removedAt(i) || message == null) {
      return 0;
    }
    int flags = chunk.flagsAt(i);
    long place = chunk.placeAt(i);
    if (place >= 0) {
      dropAt(chunk, i, place, flags);
    } else if ((flags & Entry.JOURNALED) != 0) {
      return -1;
    } else {
      writeToScratch(priority, chunk.sequenceAt(i), message);
    }
    return chunk.encodedSizeAt(i);
  }

  private void dropAt(Chunk chunk, int i, long place, int flags) {
    chunk.pageOut(i, place, flags).release();
    queue.figures().pagedOut(1, chunk.bodySizeAt(i));
  }

  private void writeToScratch(int priority, long sequence, Message message) {
    int sizeBytes = message.encodedSizeBytes();
    ByteBuf encoded = PooledByteBufAllocator.DEFAULT.directBuffer(sizeBytes, sizeBytes);
    message.encode(encoded);
    ScratchSpace scratch = queue.shard().context().journal().scratch();
    scratch.write(
        encoded,
        queue.shard().shard(),
        new ScratchSpace.WriteCallback() {
          @Override
          public void written(long position) {
            if (!stands(priority, sequence, position)) {
              scratch.release(position, sizeBytes);
            }
          }

          @Override
          public void failed(Throwable cause) {
            LOG.warn("{}: a body stays in memory", queue.identity().description(), cause);
          }
        });
  }

  /** Drops a body that stands in scratch space now; false when the message has left meanwhile. */
  private boolean stands(int priority, long sequence, long position) {
    ReadyList list = queue.ready().listAt(priority);
    Chunk chunk = queue.deleted() || list == null ? null : list.chunkOf(sequence);
    int at = chunk == null ? Chunk.NOT_FOUND : chunk.find(sequence);
    if (at == Chunk.NOT_FOUND || chunk.messageAt(at) == null) {
      return false;
    }
    dropAt(chunk, at, position, chunk.flagsAt(at) | Entry.SCRATCH);
    return true;
  }
}
