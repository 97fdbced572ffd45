package io.motet.management.resource;

import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.shard.Shard;
import io.motet.broker.user.Access;
import io.motet.broker.vhost.VirtualHost;
import io.motet.management.http.Response;
import io.motet.management.message.DiscardingConsumer;
import io.motet.management.message.MessageSender;
import io.motet.management.route.Await;
import io.motet.management.route.Call;
import io.motet.management.route.Replies;
import io.motet.management.route.Resource;
import io.motet.management.route.Right;
import io.motet.management.route.RouteTable;
import io.motet.management.view.Facts;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Sends a message through a queue of its own and takes it out again. The queue stays: probes come
 * every few seconds.
 */
public final class AlivenessResource implements Resource {
  private static final String QUEUE = "aliveness-test";
  private static final byte[] BODY = "test_message".getBytes(StandardCharsets.UTF_8);

  private final Services services;
  private final MessageSender sender;

  public AlivenessResource(Services services) {
    this.services = services;
    this.sender = new MessageSender(services.context());
  }

  @Override
  public void addTo(RouteTable routes) {
    routes.at("/api/aliveness-test/{vhost}", Right.VIRTUAL_HOST).get(this::test);
  }

  private Response test(Call call) {
    VirtualHost host = services.virtualHost(call);
    for (Access access : Access.values()) {
      Services.require(call, host, access, QUEUE);
    }
    Queue queue =
        Await.result(host.declareQueue(new QueueDeclaration(QUEUE, false, null, false, Map.of())));
    Await.result(sender.send(host, QUEUE, BODY));
    Shard shard = services.context().shards().get(0);
    if (Await.result(queue.get(true, new DiscardingConsumer(shard))).isPresent()) {
      return Replies.facts(call, Facts.of("status", "ok"));
    }
    return Replies.facts(
        call, 503, Facts.of("status", "failed", "reason", "aliveness-test queue is empty"));
  }
}
