package io.motet.management.resource;

import io.motet.broker.user.TopicPermissions;
import io.motet.broker.user.Users;
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
import io.motet.management.view.UserView;
import java.util.List;
import java.util.function.Predicate;

/** What users may do with the routing keys of topic exchanges. */
public final class TopicPermissionResource implements Resource {
  private final Services services;
  private final Users users;

  public TopicPermissionResource(Services services) {
    this.services = services;
    this.users = services.context().users();
  }

  @Override
  public void addTo(RouteTable routes) {
    Right right = Right.ADMINISTRATOR;
    routes.at("/api/topic-permissions", right).get(call -> reply(call, p -> true));
    routes.at("/api/vhosts/{vhost}/topic-permissions", right).get(this::ofVirtualHost);
    routes.at("/api/users/{user}/topic-permissions", right).get(this::ofUser);
    String one = "/api/topic-permissions/{vhost}/{user}";
    routes.at(one, right).get(this::some).put(this::put).delete(this::delete);
    routes.at(one + "/{exchange}", right).get(this::some).put(this::put).delete(this::delete);
  }

  private Response reply(Call call, Predicate<TopicPermissions> filter) {
    return reply(call, users.topicPermissions().stream().filter(filter).toList());
  }

  private static Response reply(Call call, List<TopicPermissions> permissions) {
    return Replies.list(
        call, Listing.plain(permissions, UserView::topicPermissions, "vhost", "user", "exchange"));
  }

  private Response ofVirtualHost(Call call) {
    String host = services.virtualHost(call).name();
    return reply(call, p -> p.virtualHost().equals(host));
  }

  private Response ofUser(Call call) {
    String user = Replies.found(users.get(call.path("user"))).name();
    return reply(call, p -> p.user().equals(user));
  }

  private Response some(Call call) {
    List<TopicPermissions> found = find(call);
    if (found.isEmpty()) {
      throw HttpFailure.notFound();
    }
    return reply(call, found);
  }

  private List<TopicPermissions> find(Call call) {
    String exchange = call.exchangePath("exchange");
    return users.topicPermissions().stream()
        .filter(p -> p.user().equals(call.path("user")))
        .filter(p -> p.virtualHost().equals(call.path("vhost")))
        .filter(p -> exchange == null || p.exchange().equals(exchange))
        .toList();
  }

  private Response put(Call call) {
    String host = call.path("vhost");
    String user = call.path("user");
    if (users.get(user) == null || services.context().virtualHosts().get(host) == null) {
      throw HttpFailure.badRequest("vhost_or_user_not_found");
    }
    JsonBody body = call.body().require("exchange", "write", "read");
    boolean existed = !find(call).isEmpty();
    Await.result(
        users.setTopicPermissions(
            new TopicPermissions(
                user,
                host,
                body.text("exchange", ""),
                body.text("write", ""),
                body.text("read", ""))));
    return Replies.put(existed);
  }

  private Response delete(Call call) {
    if (find(call).isEmpty()) {
      throw HttpFailure.notFound();
    }
    Await.result(
        users.clearTopicPermissions(
            call.path("user"), call.path("vhost"), call.exchangePath("exchange")));
    return Replies.noContent();
  }
}
