package io.motet.broker.queue;

import io.motet.broker.message.Message;
import io.motet.broker.message.MessageCodec;
import io.motet.broker.shard.ShardContext;
import io.motet.storage.journal.ReadCallback;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings bodies back from disk, a batch from the queue's head at a time. Delivery waits for the
 * head and so keeps the order; the next batch is asked for while half of the last is still there.
 */
final class ColdReader {
  private static final Logger LOG = LoggerFactory.getLogger(ColdReader.class);
  private static final int BATCH_MESSAGES = 256;
  private static final int BATCH_BYTES = 1024 * 1024;
  private static final int AHEAD_MESSAGES = BATCH_MESSAGES / 2;

  private final QueueCore queue;
  private final ShardContext context;
  private final long[] positions = new long[BATCH_MESSAGES];
  private final int[] sizes = new int[BATCH_MESSAGES];
  private final long[] sequences = new long[BATCH_MESSAGES];
  private int count;
  private int countBytes;
  private int priority;
  private boolean reading;
  private long readUpTo = -1;
  private boolean ended;

  ColdReader(QueueCore queue) {
    this.queue = queue;
    this.context = queue.shard().context();
  }

  /** Reads the first bodies that are not in memory, unless a read is under way. */
  void readHead() {
    ReadyList head = queue.ready().headList();
    if (reading || head == null) {
      return;
    }
    priority = queue.ready().headPriority();
    count = 0;
    countBytes = 0;
    ended = false;
    collectReturned(head);
    collectChunks(head);
    if (count == 0) {
      return;
    }
    reading = true;
    context.journal().read(positions, sizes, count, context.shard(), new Batch());
  }

  /** Reads on when delivery has come near the end of what was read. */
  void readAhead(long headSequence) {
    if (!reading && readUpTo >= 0 && readUpTo - headSequence < AHEAD_MESSAGES) {
      readUpTo = -1;
      readHead();
    }
  }

  private void collectReturned(ReadyList list) {
    Map<Long, Entry> returned = list.returned();
    if (returned == null) {
      return;
    }
    for (Entry entry : returned.values()) {
      if (ended) {
        return;
      }
      if (entry.message == null) {
        collect(entry.sequence, entry.position, entry.encodedSizeBytes);
      }
    }
  }

  private void collectChunks(ReadyList list) {
    int seen = 0;
    for (int c = 0; c < list.chunkCount(); c++) {
      Chunk chunk = list.chunk(c);
      for (int i = chunk.head(); i < chunk.tail(); i++) {
        if (ended || seen++ > 2 * BATCH_MESSAGES) {
          return;
        }
        if (!chunk.removedAt(i) && chunk.messageAt(i) == null) {
          collect(chunk.sequenceAt(i), chunk.placeAt(i), chunk.encodedSizeAt(i));
        }
      }
    }
  }

  private void collect(long sequence, long position, int sizeBytes) {
    sequences[count] = sequence;
    positions[count] = position;
    sizes[count] = sizeBytes;
    count++;
    countBytes += sizeBytes;
    ended = count == BATCH_MESSAGES || countBytes >= BATCH_BYTES;
  }

  /**
   * Reads one body that has left the ready messages.
   *
   * @param action gets the entry with its message; not called when the read fails
   */
  void readOne(Entry entry, Consumer<Entry> action) {
    ReadCallback callback =
        new ReadCallback() {
          @Override
          public void message(int index, ByteBuf encoded) {
            Message message = decode(encoded, entry.sequence, entry.position);
            if (message != null) {
              entry.message = message;
              action.accept(entry);
            }
          }

          @Override
          public void failed(int index, IOException cause) {
            report(entry.sequence, entry.position, cause);
          }

          @Override
          public void completed() {}
        };
    context
        .journal()
        .read(
            new long[] {entry.position},
            new int[] {entry.encodedSizeBytes},
            1,
            context.shard(),
            callback);
  }

  private Message decode(ByteBuf encoded, long sequence, long position) {
    try {
      return MessageCodec.decode(encoded, position, context.formats(), context.contents());
    } catch (IllegalStateException | IndexOutOfBoundsException e) {
      report(sequence, position, e);
      return null;
    }
  }

  private void report(long sequence, long position, Exception cause) {
    queue.figures().readFailed();
    LOG.error(
        "{}: message {} at journal position {} cannot be read and is not delivered",
        queue.identity().description(),
        sequence,
        position,
        cause);
  }

  /** The answers to one read of the head. */
  private final class Batch implements ReadCallback {
    private final long[] asked = Arrays.copyOf(sequences, count);
    private final long[] askedPositions = Arrays.copyOf(positions, count);
    private final int askedPriority = priority;

    @Override
    public void message(int index, ByteBuf encoded) {
      if (!queue.ready().pagedOut(askedPriority, asked[index])) {
        return;
      }
      Message message = decode(encoded, asked[index], askedPositions[index]);
      if (message == null) {
        queue.departures().unreadable(askedPriority, asked[index]);
      } else {
        queue.figures().pagedOut(-1, -queue.ready().pageIn(askedPriority, asked[index], message));
      }
    }

    @Override
    public void failed(int index, IOException cause) {
      if (queue.ready().pagedOut(askedPriority, asked[index])) {
        report(asked[index], askedPositions[index], cause);
        queue.departures().unreadable(askedPriority, asked[index]);
      }
    }

    @Override
    public void completed() {
      reading = false;
      readUpTo = asked[asked.length - 1];
      queue.headRead();
    }
  }
}
