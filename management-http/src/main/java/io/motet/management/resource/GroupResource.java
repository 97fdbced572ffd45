package io.motet.management.resource;

import io.motet.broker.group.GroupDescription;
import io.motet.broker.group.GroupOffset;
import io.motet.broker.group.OffsetTarget;
import io.motet.broker.group.ReaderGroups;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
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
import io.motet.management.view.Facts;
import io.motet.management.view.GroupView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Groups of readers of topics: what they are, how far they have read, and where to go on. */
public final class GroupResource implements Resource {
  private final Services services;

  public GroupResource(Services services) {
    this.services = services;
  }

  @Override
  public void addTo(RouteTable routes) {
    routes.at("/api/motet/groups", Right.VIRTUAL_HOST).get(this::list);
    routes.at("/api/motet/groups/{vhost}", Right.VIRTUAL_HOST).get(this::list);
    routes.at("/api/motet/groups/{vhost}/{name}", Right.VIRTUAL_HOST).get(this::one);
    routes.at("/api/motet/groups/{vhost}/{name}/offsets", Right.VIRTUAL_HOST).post(this::reset);
  }

  private ReaderGroups groups(VirtualHost host) {
    return services.context().groups().of(host.name());
  }

  private Response list(Call call) {
    List<Map<String, Object>> facts = new ArrayList<>();
    for (VirtualHost host : services.scope(call)) {
      Await.result(groups(host).all())
          .forEach(group -> facts.add(GroupView.listed(host.name(), group)));
    }
    return Replies.list(call, Listing.plain(facts, one -> one));
  }

  private Response one(Call call) {
    VirtualHost host = services.virtualHost(call);
    GroupDescription group = Replies.found(Await.result(groups(host).find(call.path("name"))));
    for (GroupOffset offset : group.offsets()) {
      Topic topic = host.topics().topic(offset.topic());
      if (topic != null) {
        OpenPartitions.one(topic.partition(offset.partition()));
      }
    }
    return Replies.facts(call, GroupView.alone(host.name(), group, host.topics()));
  }

  /** As somebody's client that commits: whoever may read the group and the topic. */
  private Response reset(Call call) {
    VirtualHost host = services.virtualHost(call);
    String name = call.path("name");
    JsonBody body = call.body().require("to");
    OffsetTarget target = target(body);
    Services.require(call, host, Access.READ, name);
    GroupDescription group = Await.result(groups(host).find(name));
    List<Map<String, Object>> rows = new ArrayList<>();
    List<GroupOffset> offsets = new ArrayList<>();
    for (Partition partition : partitions(body, host, group)) {
      String topic = partition.topic().name();
      Services.require(call, host, Access.READ, topic);
      OpenPartitions.one(partition);
      Long before = group == null ? null : group.offset(topic, partition.index());
      long after = Await.result(target.in(partition, before));
      offsets.add(new GroupOffset(topic, partition.index(), after));
      rows.add(
          Facts.of(
              "topic", topic,
              "partition", partition.index(),
              "previous_offset", before,
              "new_offset", after));
    }
    if (!body.flag("preview", false)) {
      Await.result(groups(host).setOffsets(name, offsets));
    }
    return Replies.list(call, Listing.plain(rows, one -> one, "topic", "partition"));
  }

  private static OffsetTarget target(JsonBody body) {
    String to = body.text("to", "");
    if (to.equals("earliest")) {
      return new OffsetTarget.Earliest();
    }
    if (to.equals("latest")) {
      return new OffsetTarget.Latest();
    }
    long value = body.require("value").number("value", 0);
    return switch (to) {
      case "offset" -> new OffsetTarget.At(value);
      case "shift" -> new OffsetTarget.Shift(value);
      case "timestamp" -> new OffsetTarget.Since(value);
      default -> throw HttpFailure.badRequest("to: earliest, latest, offset, shift or timestamp");
    };
  }

  /** Those of the topic that the body names, else all that the group has read. */
  private static List<Partition> partitions(
      JsonBody body, VirtualHost host, GroupDescription group) {
    String name = body.text("topic", null);
    List<Partition> partitions = new ArrayList<>();
    if (name != null) {
      Topic topic = host.topics().topic(name);
      if (topic == null) {
        throw new HttpFailure(
            404, "not_found", "no topic '" + name + "' in vhost '" + host.name() + "'");
      }
      if (body.has("partition")) {
        return List.of(partition(topic, body.number("partition", 0)));
      }
      for (int i = 0; i < topic.partitionCount(); i++) {
        partitions.add(topic.partition(i));
      }
      return partitions;
    }
    if (group == null) {
      throw HttpFailure.notFound();
    }
    for (GroupOffset offset : group.offsets()) {
      Topic topic = host.topics().topic(offset.topic());
      Partition partition = topic == null ? null : topic.partition(offset.partition());
      if (partition != null) {
        partitions.add(partition);
      }
    }
    return partitions;
  }

  private static Partition partition(Topic topic, long index) {
    if (index < 0 || index >= topic.partitionCount()) {
      throw new HttpFailure(
          404, "not_found", "no partition " + index + " of topic '" + topic.name() + "'");
    }
    return topic.partition((int) index);
  }
}
