package io.motet.broker.queue;

import io.motet.broker.message.Message;
import io.motet.broker.message.MessageCodec;
import io.motet.broker.shard.ShardContext;
import io.motet.storage.journal.ReadCallback;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows all ready messages of a queue to a visitor: those in memory at once, then those on disk, a
 * batch at a time. What is read is given back after the visit: a browse makes no message resident.
 * On the queue's shard.
 */
final class Browser {
  private static final Logger LOG = LoggerFactory.getLogger(Browser.class);
  private static final int BATCH_MESSAGES = 256;
  private static final int BATCH_BYTES = 1024 * 1024;

  private final QueueCore queue;
  private final ShardContext context;
  private final Visitor visitor;
  private final CompletableFuture<Void> answer;

  /** Those on disk. */
  private final List<Place> onDisk = new ArrayList<>();

  private int next;

  private record Place(long position, int sizeBytes, int priority, long sequence) {}

  /** Is shown each message, valid during the call, and where it is among the ready ones. */
  interface Visitor {
    void visit(Message message, int priority, long sequence);
  }

  Browser(QueueCore queue, Visitor visitor, CompletableFuture<Void> answer) {
    this.queue = queue;
    this.context = queue.shard().context();
    this.visitor = visitor;
    this.answer = answer;
  }

  void start() {
    queue
        .ready()
        .forEach(
            entry -> {
              if (entry.message != null) {
                visitor.visit(entry.message, entry.priority, entry.sequence);
              } else {
                onDisk.add(
                    new Place(
                        entry.place(), entry.encodedSizeBytes, entry.priority, entry.sequence));
              }
            });
    readOn();
  }

  private void readOn() {
    if (next == onDisk.size() || queue.deleted()) {
      answer.complete(null);
      return;
    }
    int first = next;
    int count = 0;
    long bytes = 0;
    long[] positions = new long[Math.min(BATCH_MESSAGES, onDisk.size() - next)];
    int[] sizes = new int[positions.length];
    while (count < positions.length && bytes < BATCH_BYTES) {
      Place place = onDisk.get(next++);
      positions[count] = place.position();
      sizes[count] = place.sizeBytes();
      bytes += place.sizeBytes();
      count++;
    }
    context.journal().read(positions, sizes, count, context.shard(), new Batch(first));
  }

  /** The answers to one read. One that has left meanwhile may fail to be read: it is not shown. */
  private final class Batch implements ReadCallback {
    private final int first;

    Batch(int first) {
      this.first = first;
    }

    @Override
    public void message(int index, ByteBuf encoded) {
      Message message;
      try {
        message = MessageCodec.decode(encoded, 0, context.formats(), context.contents());
      } catch (IllegalStateException | IndexOutOfBoundsException e) {
        LOG.debug("{}: a message cannot be shown", queue.identity().description(), e);
        return;
      }
      Place place = onDisk.get(first + index);
      visitor.visit(message, place.priority(), place.sequence());
      message.release();
    }

    @Override
    public void failed(int index, IOException cause) {
      LOG.debug("{}: a message cannot be read", queue.identity().description(), cause);
    }

    @Override
    public void completed() {
      readOn();
    }
  }
}
