package io.motet.management.stats;

import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueStatistics;
import io.motet.broker.vhost.VirtualHost;
import java.util.Arrays;

/** A virtual host's figures of one moment: its traffic and its queues' lengths. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record VirtualHostTotals(VirtualHost virtualHost, long[] traffic) {

  void read(long[] out) {
    int lengths = Traffic.figures();
    Arrays.fill(out, 0);
    if (traffic != null) {
      System.arraycopy(traffic, 0, out, 0, lengths);
    }
    addLengths(virtualHost, out, lengths);
  }

  /** Adds all messages, ready and unacknowledged ones of the queues. */
  static void addLengths(VirtualHost virtualHost, long[] out, int at) {
    for (Queue queue : virtualHost.queues()) {
      QueueStatistics statistics = queue.statistics();
      out[at + 1] += statistics.ready();
      out[at + 2] += statistics.unacknowledged();
    }
    out[at] = out[at + 1] + out[at + 2];
  }
}
