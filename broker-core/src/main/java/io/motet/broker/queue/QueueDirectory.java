package io.motet.broker.queue;

import io.motet.storage.journal.StateSource;
import io.motet.storage.journal.Survivor;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All queues by id, for the journal: the message part of {@link StateSource}. A queue enters when
 * it is made and leaves when it is deleted. Any thread.
 */
public final class QueueDirectory {
  private final ConcurrentHashMap<Long, LocalQueue> queues = new ConcurrentHashMap<>();

  /** The queue with that id, or null. */
  public LocalQueue get(long id) {
    return queues.get(id);
  }

  /** As {@link StateSource#writeTo}, for the messages. Blocks; not on a shard. */
  public void writeTo(StateSource.CheckpointSink sink) {}

  /** As {@link StateSource#relocate}. */
  public void relocate(List<Survivor> survivors, List<ByteBuf> encoded, Runnable done) {
    done.run();
  }
}
