package io.motet.management.resource;

import io.motet.broker.topic.Topic;
import io.motet.broker.vhost.VirtualHost;
import io.motet.management.http.Response;
import io.motet.management.json.Listing;
import io.motet.management.route.Call;
import io.motet.management.route.Replies;
import io.motet.management.route.Resource;
import io.motet.management.route.Right;
import io.motet.management.route.RouteTable;
import io.motet.management.view.TopicView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Topics: what RabbitMQ's API has no word for. */
public final class TopicResource implements Resource {
  private final Services services;

  public TopicResource(Services services) {
    this.services = services;
  }

  @Override
  public void addTo(RouteTable routes) {
    routes.at("/api/motet/topics", Right.VIRTUAL_HOST).get(this::list);
    routes.at("/api/motet/topics/{vhost}", Right.VIRTUAL_HOST).get(this::list);
    routes.at("/api/motet/topics/{vhost}/{name}", Right.VIRTUAL_HOST).get(this::one);
  }

  private Response list(Call call) {
    List<Map<String, Object>> facts = new ArrayList<>();
    for (VirtualHost host : services.scope(call)) {
      host.topics().all().forEach(topic -> facts.add(TopicView.listed(host.name(), topic)));
    }
    return Replies.list(call, Listing.plain(facts, one -> one));
  }

  private Response one(Call call) {
    VirtualHost host = services.virtualHost(call);
    Topic topic = Replies.found(host.topics().topic(call.path("name")));
    OpenPartitions.all(topic);
    return Replies.facts(call, TopicView.alone(host.name(), topic));
  }
}
