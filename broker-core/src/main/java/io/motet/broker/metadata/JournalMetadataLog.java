package io.motet.broker.metadata;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.shard.ShardJournal;
import io.motet.storage.journal.JournalAppender;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The metadata log in the shared journal, through the metadata shard's appender. The changes of one
 * iteration, and those that arrive during a force, share the next force.
 */
public final class JournalMetadataLog implements MetadataLog {
  private final ShardJournal journal;

  public JournalMetadataLog(ShardJournal journal) {
    this.journal = journal;
  }

  @Override
  public CompletableFuture<Void> append(List<Entry> entries) {
    if (journal.failed()) {
      return CompletableFuture.failedFuture(refusal());
    }
    JournalAppender appender = journal.appender();
    boolean several = entries.size() > 1;
    if (several) {
      appender.beginAtomic();
    }
    for (Entry entry : entries) {
      if (entry.value() == null) {
        appender.deleteMetadata(entry.key());
      } else {
        appender.putMetadata(entry.key(), entry.value());
      }
    }
    if (several) {
      appender.endAtomic();
    }
    return barrier();
  }

  @Override
  public CompletableFuture<Void> barrier() {
    CompletableFuture<Void> future = new CompletableFuture<>();
    journal.awaitDurable(
        (token, durable) -> {
          if (durable) {
            future.complete(null);
          } else {
            future.completeExceptionally(refusal());
          }
        },
        0);
    return future;
  }

  private static BrokerException refusal() {
    return new BrokerException(ErrorKind.INTERNAL_ERROR, "the journal has failed");
  }
}
