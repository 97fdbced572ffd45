package io.motet.storage.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/** Who waits for which offset to be committed. Used under the log's lock. */
final class CommitWaits {
  private final PriorityQueue<Wait> waits =
      new PriorityQueue<>(Comparator.comparingLong(Wait::offset));

  void add(long offset, Executor executor, Committed callback) {
    waits.add(new Wait(offset, executor, callback));
  }

  boolean isEmpty() {
    return waits.isEmpty();
  }

  /** Tells those that wait for an offset up to this one. */
  void committed(long offset) {
    while (!waits.isEmpty() && waits.peek().offset <= offset) {
      waits.poll().tell(null);
    }
  }

  /** Tells all that it will never be. */
  void failed(Throwable failure) {
    List<Wait> all = new ArrayList<>(waits);
    waits.clear();
    all.forEach(wait -> wait.tell(failure));
  }

  private record Wait(long offset, Executor executor, Committed callback) {
    void tell(Throwable failure) {
      executor.execute(() -> callback.done(failure));
    }
  }
}
