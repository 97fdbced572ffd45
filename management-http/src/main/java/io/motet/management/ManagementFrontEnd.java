package io.motet.management;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.spi.FrontEnd;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.management.http.CorsPolicy;
import io.motet.management.http.HttpServer;
import io.motet.management.http.HttpServerSettings;
import io.motet.management.metrics.MetricsHandler;
import io.motet.management.resource.Resources;
import io.motet.management.resource.Services;
import io.motet.management.route.Dispatcher;
import io.motet.management.route.RouteTable;
import io.motet.management.security.Authenticator;
import io.motet.management.stats.NodeProbe;
import io.motet.management.stats.Sampler;
import io.motet.management.stats.Statistics;
import io.motet.management.view.NodeView;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * RabbitMQ's HTTP API over the broker, and its metrics. Has its own few threads and never borrows a
 * shard's.
 */
public final class ManagementFrontEnd implements FrontEnd {
  private static final int WORKERS = 8;
  private static final int WAITING_REQUESTS = 256;
  private static final long IDLE_TIMEOUT_MILLIS = 60_000;

  private final InstantSource clock = Clock.systemUTC();
  private HttpServer server;
  private HttpServer metricsServer;
  private Statistics statistics;
  private Sampler sampler;

  @Override
  public String name() {
    return "management";
  }

  /** Last: whoever finds it open may use everything. */
  @Override
  public int startOrder() {
    return 100;
  }

  @Override
  public List<SettingKey<?>> settingKeys() {
    return ManagementSettings.keys();
  }

  @Override
  public void start(FrontEndContext context) {
    ManagementSettings settings = ManagementSettings.of(context.settings());
    if (settings.address() == null && settings.metricsAddress() == null) {
      return;
    }
    NodeProbe probe = new NodeProbe(context.dataDirectory());
    statistics =
        new Statistics(
            context,
            probe,
            clock,
            settings.statisticsIntervalMillis(),
            settings.statisticsHistories());
    sampler = Sampler.start(statistics, settings.statisticsIntervalMillis());
    if (settings.address() != null) {
      server =
          HttpServer.start(
              serverSettings("management", settings.address(), settings.largestBodyBytes()),
              api(context, settings, probe));
    }
    if (settings.metricsAddress() != null) {
      metricsServer =
          HttpServer.start(
              serverSettings("metrics", settings.metricsAddress(), 0),
              new MetricsHandler(context, statistics, probe, clock, settings.diskFreeLimitBytes()));
    }
  }

  private Dispatcher api(FrontEndContext context, ManagementSettings settings, NodeProbe probe) {
    RouteTable routes = new RouteTable();
    NodeView node = new NodeView(context, statistics, probe, clock, settings.diskFreeLimitBytes());
    Resources.all(new Services(context, statistics), node).forEach(r -> r.addTo(routes));
    return new Dispatcher(
        routes,
        new Authenticator(context.users(), context.virtualHosts()),
        new CorsPolicy(settings.corsOrigins(), settings.corsMaxAgeSeconds()),
        settings.pathPrefix());
  }

  private static HttpServerSettings serverSettings(
      String name, InetSocketAddress address, int largestBodyBytes) {
    return new HttpServerSettings(
        name, address, largestBodyBytes, WORKERS, WAITING_REQUESTS, IDLE_TIMEOUT_MILLIS);
  }

  @Override
  public List<Listener> listeners() {
    List<Listener> open = new ArrayList<>();
    if (server != null) {
      open.add(listener("http", server));
    }
    if (metricsServer != null) {
      open.add(listener("http/prometheus", metricsServer));
    }
    return open;
  }

  private static Listener listener(String protocol, HttpServer server) {
    return Listener.bound(protocol, server.address());
  }

  @Override
  public void drain() {
    if (server != null) {
      server.closeListener();
    }
    if (metricsServer != null) {
      metricsServer.closeListener();
    }
  }

  @Override
  public void close() {
    if (sampler != null) {
      sampler.close();
      statistics.close();
    }
    if (server != null) {
      server.close();
      server = null;
    }
    if (metricsServer != null) {
      metricsServer.close();
      metricsServer = null;
    }
  }
}
