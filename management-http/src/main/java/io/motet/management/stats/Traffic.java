package io.motet.management.stats;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.connection.ConnectionRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What went through each virtual host since the start. Channels and connections count for
 * themselves; what those that are gone had counted is added up here, so that no total ever falls.
 *
 * <p>Shards say what closed by way of a queue; only {@link #perVirtualHost} takes the lock.
 */
final class Traffic implements ConnectionRegistry.CloseListener {
  private static final int CHANNEL_FIGURES = Figures.channelFigures();

  /** A channel's figures and then a connection's: the beginning of a virtual host's layout. */
  private static final int FIGURES = CHANNEL_FIGURES + Layouts.CONNECTION.size();

  private final ConnectionRegistry connections;
  private final Queue<ClientChannel> closedChannels = new ConcurrentLinkedQueue<>();
  private final Queue<ClientConnection> closedConnections = new ConcurrentLinkedQueue<>();
  private final Map<String, long[]> gone = new HashMap<>();
  private final Map<String, long[]> last = new HashMap<>();

  Traffic(ConnectionRegistry connections) {
    this.connections = connections;
  }

  @Override
  public void channelClosed(ClientChannel channel) {
    closedChannels.add(channel);
  }

  @Override
  public void connectionClosed(ClientConnection connection) {
    closedConnections.add(connection);
  }

  /** The figures of each virtual host that ever had traffic, by name; never less than before. */
  synchronized Map<String, long[]> perVirtualHost() {
    // The living are listed first: what closes after that is still taken from its queue below and
    // then not counted twice.
    List<ClientConnection> live = new ArrayList<>(connections.all());
    List<ClientChannel> liveChannels = new ArrayList<>();
    live.forEach(connection -> liveChannels.addAll(connection.channels()));
    Set<Object> folded = fold();
    Map<String, long[]> totals = new HashMap<>();
    gone.forEach((host, figures) -> totals.put(host, figures.clone()));
    long[] figures = new long[CHANNEL_FIGURES];
    for (ClientChannel channel : liveChannels) {
      if (!folded.contains(channel)) {
        Figures.channel(channel, figures);
        add(totals, channel.connection().virtualHost(), figures, CHANNEL_FIGURES, 0);
      }
    }
    long[] bytes = new long[FIGURES - CHANNEL_FIGURES];
    for (ClientConnection connection : live) {
      if (!folded.contains(connection)) {
        Figures.connection(connection, bytes);
        add(totals, connection.virtualHost(), bytes, bytes.length, CHANNEL_FIGURES);
      }
    }
    totals.forEach(this::neverFall);
    return totals;
  }

  private Set<Object> fold() {
    Set<Object> folded = newIdentitySet();
    long[] figures = new long[CHANNEL_FIGURES];
    for (ClientChannel channel; (channel = closedChannels.poll()) != null; ) {
      Figures.channel(channel, figures);
      add(gone, channel.connection().virtualHost(), figures, CHANNEL_FIGURES, 0);
      folded.add(channel);
    }
    long[] bytes = new long[FIGURES - CHANNEL_FIGURES];
    for (ClientConnection connection; (connection = closedConnections.poll()) != null; ) {
      Figures.connection(connection, bytes);
      add(gone, connection.virtualHost(), bytes, bytes.length, CHANNEL_FIGURES);
      folded.add(connection);
    }
    return folded;
  }

  private static Set<Object> newIdentitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static void add(
      Map<String, long[]> totals, String virtualHost, long[] figures, int length, int offset) {
    long[] total = totals.computeIfAbsent(virtualHost, host -> new long[FIGURES]);
    for (int i = 0; i < length; i++) {
      total[offset + i] += figures[i];
    }
  }

  private void neverFall(String virtualHost, long[] total) {
    long[] before = last.computeIfAbsent(virtualHost, host -> new long[FIGURES]);
    for (int i = 0; i < FIGURES; i++) {
      total[i] = Math.max(total[i], before[i]);
      before[i] = total[i];
    }
  }

  static int figures() {
    return FIGURES;
  }
}
