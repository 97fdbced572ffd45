package io.motet.gearman.service;

import io.motet.broker.shard.Shard;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests for a job that are not told NO_JOB at once, since under load the next job is a moment
 * away: it is then assigned without the worker going to sleep and being woken, which is four of
 * nine packets. One timer for all. On the table's shard.
 */
public final class HeldGrabs {
  private static final long HOLD_MILLIS = 1;

  private final Shard shard;
  private List<Held> now = new ArrayList<>();
  private List<Held> before = new ArrayList<>();
  private boolean ticking;

  /** A request that waits; given up at most once, and told when its time is over. */
  public interface Held {
    void timeIsOver();
  }

  HeldGrabs(Shard shard) {
    this.shard = shard;
  }

  /** Tells the request when one to two periods are over. */
  public void add(Held held) {
    now.add(held);
    if (!ticking) {
      ticking = true;
      shard.schedule(HOLD_MILLIS, this::tick);
    }
  }

  private void tick() {
    List<Held> due = before;
    before = now;
    now = due;
    List<Held> over = List.copyOf(due);
    due.clear();
    over.forEach(Held::timeIsOver);
    ticking = !before.isEmpty() || !now.isEmpty();
    if (ticking) {
      shard.schedule(HOLD_MILLIS, this::tick);
    }
  }
}
