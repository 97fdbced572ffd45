package io.motet.kafka.share;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Keeps one state durable: while it is being written, later changes gather and are written as one.
 * On the groups' thread.
 */
final class SavedState {
  private final ShareStates store;
  private final ShareKey key;
  private final Supplier<byte[]> state;
  private CompletableFuture<Void> next;
  private boolean writing;
  private boolean closed;

  SavedState(ShareStates store, ShareKey key, Supplier<byte[]> state) {
    this.store = store;
    this.key = key;
    this.state = state;
  }

  /** Completes when the state as it is now, or a later one, is durable. */
  CompletableFuture<Void> save() {
    if (closed) {
      return CompletableFuture.completedFuture(null);
    }
    if (next == null) {
      next = new CompletableFuture<>();
    }
    CompletableFuture<Void> answer = next;
    if (!writing) {
      write();
    }
    return answer;
  }

  private void write() {
    CompletableFuture<Void> answer = next;
    next = null;
    writing = true;
    store
        .save(key, state.get())
        .whenComplete(
            (done, failure) -> {
              writing = false;
              if (next != null && !closed) {
                write();
              }
              if (failure == null) {
                answer.complete(null);
              } else {
                answer.completeExceptionally(failure);
              }
            });
  }

  /** Nothing is written any more; whoever waits is told that all is well. */
  void close() {
    closed = true;
    if (next != null) {
      next.complete(null);
      next = null;
    }
  }
}
