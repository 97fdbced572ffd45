package io.motet.broker.queue;

import io.motet.broker.message.Message;
import io.motet.broker.message.MessageCodec;
import io.motet.broker.shard.ShardContext;
import io.motet.storage.journal.ReadCallback;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what a queue retains, ready or delivered and not settled, in the order of the sequence
 * numbers from a given one on. Takes nothing out and makes nothing resident. On the queue's shard.
 */
final class RetainedReader {
  private static final Logger LOG = LoggerFactory.getLogger(RetainedReader.class);

  private final QueueCore queue;
  private final ShardContext context;
  private final int maxBytes;
  private final RetainedVisitor visitor;
  private final CompletableFuture<RetainedRange> answer;

  /** The first ones, by sequence. */
  private final TreeMap<Long, Entry> found = new TreeMap<>();

  private long foundBytes;

  /**
   * @param maxBytes most bytes of messages, as stored; one message is shown however large it is
   */
  RetainedReader(
      QueueCore queue,
      int maxBytes,
      RetainedVisitor visitor,
      CompletableFuture<RetainedRange> answer) {
    this.queue = queue;
    this.context = queue.shard().context();
    this.maxBytes = maxBytes;
    this.visitor = visitor;
    this.answer = answer;
  }

  void start(long fromSequence) {
    queue.ready().forEachFrom(fromSequence, this::offer);
    queue
        .unacknowledged()
        .forEach(
            entry -> {
              if (entry.sequence >= fromSequence) {
                offer(entry);
              }
            });
    List<Entry> onDisk = new ArrayList<>();
    for (Entry entry : found.values()) {
      if (entry.message == null) {
        onDisk.add(entry);
      } else {
        entry.message.retain();
      }
    }
    if (onDisk.isEmpty()) {
      finish();
    } else {
      read(onDisk);
    }
  }

  /** Returns false when this one, and so whatever is greater, is too much. */
  private boolean offer(Entry entry) {
    if (foundBytes >= maxBytes && entry.sequence > found.lastKey()) {
      return false;
    }
    found.put(entry.sequence, entry.keep());
    foundBytes += entry.encodedSizeBytes;
    while (found.size() > 1) {
      Map.Entry<Long, Entry> last = found.lastEntry();
      if (foundBytes - last.getValue().encodedSizeBytes < maxBytes) {
        break;
      }
      foundBytes -= last.getValue().encodedSizeBytes;
      found.remove(last.getKey());
    }
    return true;
  }

  private void read(List<Entry> onDisk) {
    long[] positions = onDisk.stream().mapToLong(Entry::place).toArray();
    int[] sizes = onDisk.stream().mapToInt(entry -> entry.encodedSizeBytes).toArray();
    ReadCallback callback =
        new ReadCallback() {
          @Override
          public void message(int index, ByteBuf encoded) {
            onDisk.get(index).message = decode(encoded);
          }

          @Override
          public void failed(int index, IOException cause) {
            LOG.debug("{}: a message cannot be read", queue.identity().description(), cause);
          }

          @Override
          public void completed() {
            finish();
          }
        };
    context.journal().read(positions, sizes, positions.length, context.shard(), callback);
  }

  /** One that has left the queue meanwhile may be unreadable: null. */
  private Message decode(ByteBuf encoded) {
    try {
      return MessageCodec.decode(encoded, 0, context.formats(), context.contents());
    } catch (IllegalStateException | IndexOutOfBoundsException e) {
      LOG.debug("{}: a message cannot be shown", queue.identity().description(), e);
      return null;
    }
  }

  private void finish() {
    for (Entry entry : found.values()) {
      if (entry.message != null) {
        visitor.visit(entry.sequence, entry.message);
        entry.message.release();
      }
    }
    answer.complete(queue.retained());
  }
}
