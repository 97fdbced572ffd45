package io.motet.management.stats;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueStatistics;
import io.motet.broker.stats.MessageCounters;
import io.motet.broker.stats.MessageCounters.Kind;

/** Reads the broker's counters into the order of {@link Layouts}. */
final class Figures {
  /** How many figures {@link #deliveries} writes. */
  private static final int DELIVERIES = 8;

  private static final int PUBLISHES = 4;

  private Figures() {}

  static void queue(Queue queue, long[] out) {
    QueueStatistics statistics = queue.statistics();
    out[1] = statistics.ready();
    out[2] = statistics.unacknowledged();
    out[0] = out[1] + out[2];
    out[3] = statistics.counters().get(Kind.PUBLISH);
    deliveries(statistics.counters(), out, 4);
  }

  static void exchange(Exchange exchange, long[] out) {
    out[0] = exchange.counters().get(Kind.PUBLISH_IN);
    out[1] = exchange.counters().get(Kind.PUBLISH_OUT);
  }

  static void channel(ClientChannel channel, long[] out) {
    MessageCounters counters = channel.counters();
    out[0] = counters.get(Kind.PUBLISH);
    out[1] = counters.get(Kind.CONFIRM);
    out[2] = counters.get(Kind.DROP_UNROUTABLE);
    out[3] = counters.get(Kind.RETURN_UNROUTABLE);
    deliveries(counters, out, PUBLISHES);
  }

  static void connection(ClientConnection connection, long[] out) {
    out[0] = connection.counters().receivedBytes();
    out[1] = connection.counters().sentBytes();
  }

  /** How many figures {@link #channel} writes, which begin a virtual host's as well. */
  static int channelFigures() {
    return PUBLISHES + DELIVERIES;
  }

  private static void deliveries(MessageCounters counters, long[] out, int at) {
    out[at] = counters.get(Kind.ACK);
    out[at + 1] = counters.get(Kind.DELIVER);
    out[at + 3] = counters.get(Kind.DELIVER_NO_ACK);
    out[at + 4] = counters.get(Kind.GET);
    out[at + 5] = counters.get(Kind.GET_EMPTY);
    out[at + 6] = counters.get(Kind.GET_NO_ACK);
    out[at + 7] = counters.get(Kind.REDELIVER);
    out[at + 2] = out[at + 1] + out[at + 3] + out[at + 4] + out[at + 6];
  }
}
