package io.motet.broker;

import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.queue.QueueDirectory;
import io.motet.storage.journal.StateSource;
import io.motet.storage.journal.Survivor;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** What the journal asks at a checkpoint: all metadata, and what the queues hold. */
final class DurableState implements StateSource {
  private final MetadataStore store;
  private final QueueDirectory queues;

  DurableState(MetadataStore store, QueueDirectory queues) {
    this.store = store;
    this.queues = queues;
  }

  @Override
  public void writeTo(CheckpointSink sink) {
    store.dump(sink::metadata);
    queues.writeTo(sink);
  }

  @Override
  public void relocate(List<Survivor> survivors, List<ByteBuf> encoded, Runnable done) {
    queues.relocate(survivors, encoded, done);
  }
}
