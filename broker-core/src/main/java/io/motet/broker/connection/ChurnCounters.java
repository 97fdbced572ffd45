package io.motet.broker.connection;

import io.motet.broker.connection.ConnectionRegistry.Churn;
import java.util.concurrent.atomic.LongAdder;

/** Counts what comes and goes, since the start. Any thread. */
public final class ChurnCounters {
  private final LongAdder connectionsCreated = new LongAdder();
  private final LongAdder connectionsClosed = new LongAdder();
  private final LongAdder channelsCreated = new LongAdder();
  private final LongAdder channelsClosed = new LongAdder();
  private final LongAdder queuesDeclared = new LongAdder();
  private final LongAdder queuesCreated = new LongAdder();
  private final LongAdder queuesDeleted = new LongAdder();

  void connectionOpened() {
    connectionsCreated.increment();
  }

  void connectionClosed() {
    connectionsClosed.increment();
  }

  void channelOpened() {
    channelsCreated.increment();
  }

  void channelClosed() {
    channelsClosed.increment();
  }

  /** A declare of a queue, be it new or not. */
  public void queueDeclared() {
    queuesDeclared.increment();
  }

  public void queueCreated() {
    queuesCreated.increment();
  }

  public void queueDeleted() {
    queuesDeleted.increment();
  }

  Churn snapshot() {
    return new Churn(
        connectionsCreated.sum(),
        connectionsClosed.sum(),
        channelsCreated.sum(),
        channelsClosed.sum(),
        queuesDeclared.sum(),
        queuesCreated.sum(),
        queuesDeleted.sum());
  }
}
