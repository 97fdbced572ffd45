package io.motet.management.resource;

import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.user.Access;
import io.motet.broker.vhost.VirtualHost;
import io.motet.management.http.HttpFailure;
import io.motet.management.http.Response;
import io.motet.management.json.JsonBody;
import io.motet.management.json.Listing;
import io.motet.management.route.Await;
import io.motet.management.route.Call;
import io.motet.management.route.Replies;
import io.motet.management.route.Resource;
import io.motet.management.route.Right;
import io.motet.management.route.RouteTable;
import io.motet.management.stats.SampleRanges;
import io.motet.management.view.QueueView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Queues. */
public final class QueueResource implements Resource {
  private static final List<String> ORDER = List.of("vhost", "name");
  private static final int LONGEST_NAME_BYTES = 255;

  private final Services services;
  private final QueueView view;

  public QueueResource(Services services) {
    this.services = services;
    this.view =
        new QueueView(
            services.statistics(), services.context().policies(), services.context().nodeName());
  }

  @Override
  public void addTo(RouteTable routes) {
    routes.at("/api/queues", Right.VIRTUAL_HOST).get(this::list);
    routes.at("/api/queues/detailed", Right.VIRTUAL_HOST).get(this::list);
    routes.at("/api/queues/{vhost}", Right.VIRTUAL_HOST).get(this::list);
    routes
        .at("/api/queues/{vhost}/{name}", Right.VIRTUAL_HOST)
        .get(this::one)
        .put(this::declare)
        .delete(this::delete);
    routes.at("/api/queues/{vhost}/{name}/contents", Right.VIRTUAL_HOST).delete(this::purge);
  }

  private Response list(Call call) {
    List<Queue> queues = new ArrayList<>();
    services.scope(call).forEach(host -> queues.addAll(host.queues()));
    if (call.statisticsDisabled()) {
      Function<Queue, Map<String, Object>> facts = withoutStatistics(call);
      return Replies.list(call, Listing.plain(queues, facts));
    }
    SampleRanges ranges = services.ranges(call);
    return Replies.list(
        call,
        new Listing<>(
            queues,
            view::basic,
            QueueView.BASIC_COLUMNS,
            queue -> view.listed(queue, ranges),
            ORDER));
  }

  private Function<Queue, Map<String, Object>> withoutStatistics(Call call) {
    return call.flag("enable_queue_totals") ? view::withTotals : view::withPolicy;
  }

  private Response one(Call call) {
    Queue queue = queue(call);
    return Replies.facts(
        call,
        call.statisticsDisabled()
            ? withoutStatistics(call).apply(queue)
            : view.alone(queue, services.ranges(call)));
  }

  private Queue queue(Call call) {
    return Replies.found(services.virtualHost(call).queue(call.path("name")));
  }

  private Response declare(Call call) {
    String name = call.path("name");
    JsonBody body = call.body();
    VirtualHost host = services.virtualHost(call);
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME_BYTES) {
      throw HttpFailure.badRequest(
          "queue name should be no longer than " + LONGEST_NAME_BYTES + " bytes");
    }
    Map<String, Object> arguments = body.table("arguments");
    Services.require(call, host, Access.CONFIGURE, name);
    requireDeadLettering(call, host, name, arguments);
    boolean existed = host.queue(name) != null;
    Await.result(
        host.declareQueue(
            new QueueDeclaration(
                name,
                body.flag("durable", true),
                null,
                body.flag("auto_delete", false),
                arguments)));
    return Replies.put(existed);
  }

  /** Whoever sends a queue's dead letters on must be able to read the one and write the other. */
  private static void requireDeadLettering(
      Call call, VirtualHost host, String queue, Map<String, Object> arguments) {
    Object exchange = arguments.get("x-dead-letter-exchange");
    if (exchange != null) {
      Services.require(call, host, Access.READ, queue);
      Services.require(call, host, Access.WRITE, exchange.toString());
    }
  }

  private Response delete(Call call) {
    VirtualHost host = services.virtualHost(call);
    Queue queue = queue(call);
    Services.require(call, host, Access.CONFIGURE, queue.name());
    Await.result(
        host.deleteQueue(queue.name(), call.flag("if-unused"), call.flag("if-empty"), null));
    return Replies.noContent();
  }

  private Response purge(Call call) {
    VirtualHost host = services.virtualHost(call);
    Queue queue = queue(call);
    Services.require(call, host, Access.READ, queue.name());
    Await.result(queue.purge());
    return Replies.noContent();
  }
}
