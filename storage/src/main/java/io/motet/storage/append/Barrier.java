package io.motet.storage.append;

import java.util.ArrayList;
import java.util.List;

/** Makes all that the shards have appended so far durable, and tells when it is. */
public final class Barrier {
  private static final long NOT_LOOKED = Long.MAX_VALUE;

  private final List<Mark> marks = new ArrayList<>();

  private static final class Mark {
    private final ShardAppender appender;
    private volatile long index = NOT_LOOKED;

    Mark(ShardAppender appender) {
      this.appender = appender;
    }

    void look() {
      appender.requireDurable();
      appender.flush();
      index = appender.appendedIndex();
    }

    boolean isReached() {
      return appender.completions().durableIndex() >= index;
    }
  }

  /** Begins at once, by way of the shards' executors. */
  public Barrier(Iterable<ShardAppender> appenders) {
    for (ShardAppender appender : appenders) {
      Mark mark = new Mark(appender);
      marks.add(mark);
      appender.completions().execute(mark::look);
    }
  }

  /** Whether all of it is durable. */
  public boolean isReached() {
    return marks.stream().allMatch(Mark::isReached);
  }
}
