package io.motet.management.resource;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.Subscription;
import io.motet.broker.vhost.VirtualHost;
import io.motet.management.http.HttpFailure;
import io.motet.management.http.Response;
import io.motet.management.json.Listing;
import io.motet.management.route.Call;
import io.motet.management.route.Replies;
import io.motet.management.route.Resource;
import io.motet.management.route.Right;
import io.motet.management.route.RouteTable;
import io.motet.management.security.Caller;
import io.motet.management.stats.SampleRanges;
import io.motet.management.view.ChannelView;
import io.motet.management.view.ConnectionView;
import io.motet.management.view.ConsumerView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Clients: connections, channels, consumers. Users see their own; monitors see all, administrators
 * may close all.
 */
public final class ConnectionResource implements Resource {
  private static final List<String> ORDER = List.of("vhost", "name");
  private static final String DEFAULT_REASON = "Closed via management plugin";

  private final Services services;
  private final String node;
  private final ConnectionView connectionView;
  private final ChannelView channelView;

  public ConnectionResource(Services services) {
    this.services = services;
    this.node = services.context().nodeName();
    this.connectionView = new ConnectionView(services.statistics(), node);
    this.channelView = new ChannelView(services.statistics(), node);
  }

  @Override
  public void addTo(RouteTable routes) {
    Right any = Right.MANAGEMENT;
    routes.at("/api/connections", any).get(call -> connections(call, visible(call)));
    routes
        .at("/api/vhosts/{vhost}/connections", Right.VIRTUAL_HOST_VISIBLE)
        .get(call -> connections(call, visible(call)));
    routes.at("/api/connections/{name}", any).get(this::connection).delete(this::close);
    routes
        .at("/api/connections/{name}/channels", any)
        .get(call -> channels(call, List.of(find(call))));
    routes.at("/api/channels", any).get(call -> channels(call, visible(call)));
    routes
        .at("/api/vhosts/{vhost}/channels", Right.VIRTUAL_HOST_VISIBLE)
        .get(call -> channels(call, visible(call)));
    routes.at("/api/channels/{name}", any).get(this::channel);
    routes.at("/api/consumers", any).get(this::consumers);
    routes.at("/api/consumers/{vhost}", Right.VIRTUAL_HOST).get(this::consumers);
  }

  private List<ClientConnection> visible(Call call) {
    String host = call.path("vhost") == null ? null : services.virtualHost(call).name();
    return services.context().connections().all().stream()
        .filter(connection -> host == null || host.equals(connection.virtualHost()))
        .filter(connection -> maySee(call.caller(), connection))
        .toList();
  }

  private static boolean maySee(Caller caller, ClientConnection connection) {
    return caller.isMonitor() || caller.name().equals(connection.user());
  }

  private Response connections(Call call, Collection<ClientConnection> connections) {
    if (call.statisticsDisabled()) {
      return Replies.list(call, Listing.plain(connections, connectionView::basic));
    }
    SampleRanges ranges = services.ranges(call);
    return Replies.list(
        call,
        new Listing<>(
            connections,
            connectionView::basic,
            ConnectionView.BASIC_COLUMNS,
            connection -> connectionView.full(connection, ranges),
            ORDER));
  }

  private Response connection(Call call) {
    ClientConnection connection = find(call);
    return Replies.facts(
        call,
        call.statisticsDisabled()
            ? connectionView.basic(connection)
            : connectionView.full(connection, services.ranges(call)));
  }

  /** The connection in the path; 404 when there is none, 401 when it is somebody else's. */
  private ClientConnection find(Call call) {
    ClientConnection found =
        services.context().connections().all().stream()
            .filter(connection -> connection.name().equals(call.path("name")))
            .findFirst()
            .orElseThrow(HttpFailure::notFound);
    if (!maySee(call.caller(), found)) {
      throw notYours();
    }
    return found;
  }

  private static HttpFailure notYours() {
    return HttpFailure.notAuthorised("User not authorised to access object");
  }

  private Response close(Call call) {
    ClientConnection connection = find(call);
    if (!call.caller().isAdministrator() && !call.caller().name().equals(connection.user())) {
      throw notYours();
    }
    String reason = call.request().header("x-reason");
    connection.close(reason == null ? DEFAULT_REASON : reason);
    return Replies.noContent();
  }

  private Response channels(Call call, Collection<ClientConnection> connections) {
    List<ClientChannel> channels = new ArrayList<>();
    connections.forEach(connection -> channels.addAll(connection.channels()));
    if (call.statisticsDisabled()) {
      return Replies.list(call, Listing.plain(channels, channelView::basic));
    }
    SampleRanges ranges = services.ranges(call);
    return Replies.list(
        call,
        new Listing<>(
            channels,
            channelView::basic,
            ChannelView.BASIC_COLUMNS,
            channel -> channelView.listed(channel, ranges),
            ORDER));
  }

  private Response channel(Call call) {
    String name = call.path("name");
    for (ClientConnection connection : services.context().connections().all()) {
      for (ClientChannel channel : connection.channels()) {
        if (channel.name().equals(name)) {
          return channel(call, channel);
        }
      }
    }
    throw HttpFailure.notFound();
  }

  private Response channel(Call call, ClientChannel channel) {
    if (!maySee(call.caller(), channel.connection())) {
      throw notYours();
    }
    if (call.statisticsDisabled()) {
      return Replies.facts(call, channelView.basic(channel));
    }
    return Replies.facts(
        call, channelView.alone(channel, consumersOf(channel), services.ranges(call)));
  }

  private List<Subscription> consumersOf(ClientChannel channel) {
    List<Subscription> found = new ArrayList<>();
    VirtualHost host = services.context().virtualHosts().get(channel.connection().virtualHost());
    if (host != null && channel.consumerCount() > 0) {
      for (Queue queue : host.queues()) {
        for (Subscription subscription : queue.subscriptions()) {
          if (channel.equals(subscription.spec().channel())) {
            found.add(subscription);
          }
        }
      }
    }
    return found;
  }

  private Response consumers(Call call) {
    List<Subscription> consumers = new ArrayList<>();
    for (VirtualHost host : services.scope(call)) {
      host.queues().forEach(queue -> consumers.addAll(queue.subscriptions()));
    }
    return Replies.list(
        call, Listing.plain(consumers, s -> ConsumerView.facts(s, node), "consumer_tag"));
  }
}
