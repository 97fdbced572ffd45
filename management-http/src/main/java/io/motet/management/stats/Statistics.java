package io.motet.management.stats;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.connection.ConnectionRegistry.Churn;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.queue.Queue;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.vhost.VirtualHost;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** All statistics. {@link #sample} is called at a steady pace by one thread; the rest by any. */
public final class Statistics implements AutoCloseable {

  private final FrontEndContext context;
  private final InstantSource clock;
  private final long intervalMillis;
  private final Traffic traffic;
  private final Runnable stopListening;
  private final NodeFigures node;
  private final Tracker<Queue> queues;
  private final Tracker<Exchange> exchanges;
  private final Tracker<ClientChannel> channels;
  private final Tracker<ClientConnection> connections;
  private final Tracker<VirtualHostTotals> virtualHosts;
  private final History overview = new History(Layouts.OVERVIEW.size(), Retention.GLOBAL);
  private final History nodeHistory = new History(Layouts.NODE.size(), Retention.BASIC);
  private long previousMillis;

  /**
   * @param mostHistories objects beyond that have rates but no samples of the past
   */
  public Statistics(
      FrontEndContext context,
      NodeProbe probe,
      InstantSource clock,
      long intervalMillis,
      int mostHistories) {
    this.context = context;
    this.clock = clock;
    this.intervalMillis = intervalMillis;
    node = new NodeFigures(context, probe);
    traffic = new Traffic(context.connections());
    stopListening = context.connections().onClose(traffic);
    HistoryBudget budget = new HistoryBudget(mostHistories);
    queues = new Tracker<>(Layouts.QUEUE, Queue::id, Figures::queue, budget);
    exchanges = new Tracker<>(Layouts.EXCHANGE, Exchange::counters, Figures::exchange, budget);
    channels = new Tracker<>(Layouts.CHANNEL, ClientChannel::counters, Figures::channel, budget);
    connections =
        new Tracker<>(Layouts.CONNECTION, ClientConnection::id, Figures::connection, budget);
    virtualHosts =
        new Tracker<>(
            Layouts.VIRTUAL_HOST,
            totals -> totals.virtualHost().name(),
            VirtualHostTotals::read,
            budget);
    sampleBroker();
  }

  /** Takes one sample of everything. On the sampler's thread. */
  public void sample() {
    sampleBroker();
    nodeHistory.add(previousMillis, nodeFigures());
  }

  private void sampleBroker() {
    long now = clock.millis();
    List<Queue> allQueues = new ArrayList<>();
    List<Exchange> allExchanges = new ArrayList<>();
    List<VirtualHostTotals> totals = new ArrayList<>();
    Map<String, long[]> perHost = traffic.perVirtualHost();
    for (VirtualHost host : context.virtualHosts().all()) {
      allQueues.addAll(host.queues());
      allExchanges.addAll(host.exchanges());
      totals.add(new VirtualHostTotals(host, perHost.get(host.name())));
    }
    List<ClientChannel> allChannels = new ArrayList<>();
    for (ClientConnection connection : context.connections().all()) {
      allChannels.addAll(connection.channels());
    }
    queues.sample(allQueues, now, previousMillis);
    allQueues.forEach(Queue::noteHead);
    exchanges.sample(allExchanges, now, previousMillis);
    channels.sample(allChannels, now, previousMillis);
    connections.sample(context.connections().all(), now, previousMillis);
    virtualHosts.sample(totals, now, previousMillis);
    overview.add(now, overviewFigures(perHost));
    previousMillis = now;
  }

  public Reading queue(Queue queue, SampleRanges ranges) {
    return queues.read(queue, ranges, oldestMillis());
  }

  public Reading exchange(Exchange exchange, SampleRanges ranges) {
    return exchanges.read(exchange, ranges, oldestMillis());
  }

  public Reading channel(ClientChannel channel, SampleRanges ranges) {
    return channels.read(channel, ranges, oldestMillis());
  }

  public Reading connection(ClientConnection connection, SampleRanges ranges) {
    return connections.read(connection, ranges, oldestMillis());
  }

  public Reading virtualHost(VirtualHost host, SampleRanges ranges) {
    return virtualHosts(List.of(host), ranges);
  }

  /** Several virtual hosts together: what a user who may not see all has for an overview. */
  public Reading virtualHosts(Collection<VirtualHost> hosts, SampleRanges ranges) {
    Map<String, long[]> perHost = traffic.perVirtualHost();
    List<VirtualHostTotals> totals =
        hosts.stream().map(host -> new VirtualHostTotals(host, perHost.get(host.name()))).toList();
    return virtualHosts.sum(totals, ranges, oldestMillis());
  }

  /** The whole broker, with what deleted virtual hosts, connections and channels had counted. */
  public Reading overview(SampleRanges ranges) {
    long[] figures = overviewFigures(traffic.perVirtualHost());
    return new Reading(Layouts.OVERVIEW, figures, List.of(overview), ranges, oldestMillis());
  }

  public Reading node(SampleRanges ranges) {
    return new Reading(Layouts.NODE, nodeFigures(), List.of(nodeHistory), ranges, oldestMillis());
  }

  /** Reads a request's parameters; throws IllegalArgumentException when they make no sense. */
  public SampleRanges ranges(UnaryOperator<String> query) {
    return SampleRanges.of(query, clock.millis());
  }

  private long oldestMillis() {
    return clock.millis() - 2 * intervalMillis;
  }

  private long[] nodeFigures() {
    long[] figures = new long[Layouts.NODE.size()];
    node.read(figures);
    return figures;
  }

  private long[] overviewFigures(Map<String, long[]> perHost) {
    long[] out = new long[Layouts.OVERVIEW.size()];
    for (long[] figures : perHost.values()) {
      for (int i = 0; i < figures.length; i++) {
        out[i] += figures[i];
      }
    }
    int lengths = Traffic.figures();
    for (VirtualHost host : context.virtualHosts().all()) {
      VirtualHostTotals.addLengths(host, out, lengths);
    }
    int disk = lengths + 3;
    out[disk + 1] = context.journalStatistics().batches();
    putChurn(context.connections().churn(), out, disk + 2);
    return out;
  }

  private static void putChurn(Churn churn, long[] out, int at) {
    out[at] = churn.connectionsCreated();
    out[at + 1] = churn.connectionsClosed();
    out[at + 2] = churn.channelsCreated();
    out[at + 3] = churn.channelsClosed();
    out[at + 4] = churn.queuesDeclared();
    out[at + 5] = churn.queuesCreated();
    out[at + 6] = churn.queuesDeleted();
  }

  @Override
  public void close() {
    stopListening.run();
  }
}
