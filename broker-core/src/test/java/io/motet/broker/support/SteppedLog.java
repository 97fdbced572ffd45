package io.motet.broker.support;

import io.motet.broker.metadata.MetadataLog;
import io.motet.broker.metadata.MetadataStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A log that makes its records durable when told to. */
public final class SteppedLog implements MetadataLog {
  private final List<List<Entry>> appended = new ArrayList<>();
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

  @Override
  public CompletableFuture<Void> append(List<Entry> entries) {
    appended.add(List.copyOf(entries));
    return await();
  }

  @Override
  public CompletableFuture<Void> barrier() {
    return waiting.isEmpty() ? CompletableFuture.completedFuture(null) : await();
  }

  private CompletableFuture<Void> await() {
    CompletableFuture<Void> future = new CompletableFuture<>();
    waiting.add(future);
    return future;
  }

  /** The changes so far, each with its records. */
  public List<List<Entry>> appended() {
    return appended;
  }

  public void force() {
    List<CompletableFuture<Void>> done = List.copyOf(waiting);
    waiting.clear();
    done.forEach(future -> future.complete(null));
  }

  /** A started store on this log. */
  public MetadataStore store() {
    MetadataStore store = new MetadataStore();
    store.start(new DirectShard(), this);
    return store;
  }
}
