package io.motet.management.resource;

import io.motet.broker.user.Permissions;
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
import java.util.function.Predicate;

/** What users may do in virtual hosts. */
public final class PermissionResource implements Resource {
  private final Services services;
  private final Users users;

  public PermissionResource(Services services) {
    this.services = services;
    this.users = services.context().users();
  }

  @Override
  public void addTo(RouteTable routes) {
    Right right = Right.ADMINISTRATOR;
    routes.at("/api/permissions", right).get(call -> reply(call, p -> true));
    routes.at("/api/vhosts/{vhost}/permissions", right).get(this::ofVirtualHost);
    routes.at("/api/users/{user}/permissions", right).get(this::ofUser);
    routes
        .at("/api/permissions/{vhost}/{user}", right)
        .get(this::one)
        .put(this::put)
        .delete(this::delete);
  }

  private Response reply(Call call, Predicate<Permissions> filter) {
    return Replies.list(
        call,
        Listing.plain(
            users.permissions().stream().filter(filter).toList(),
            UserView::permissions,
            "vhost",
            "user"));
  }

  private Response ofVirtualHost(Call call) {
    String host = services.virtualHost(call).name();
    return reply(call, p -> p.virtualHost().equals(host));
  }

  private Response ofUser(Call call) {
    String user = Replies.found(users.get(call.path("user"))).name();
    return reply(call, p -> p.user().equals(user));
  }

  private Response one(Call call) {
    return Replies.facts(call, UserView.permissions(Replies.found(permissions(call))));
  }

  private Permissions permissions(Call call) {
    return users.permissions(call.path("user"), call.path("vhost"));
  }

  private Response put(Call call) {
    String host = call.path("vhost");
    String user = call.path("user");
    if (users.get(user) == null || services.context().virtualHosts().get(host) == null) {
      throw HttpFailure.badRequest("vhost_or_user_not_found");
    }
    JsonBody body = call.body().require("configure", "write", "read");
    boolean existed = permissions(call) != null;
    Await.result(
        users.setPermissions(
            new Permissions(
                user,
                host,
                body.text("configure", ""),
                body.text("write", ""),
                body.text("read", ""))));
    return Replies.put(existed);
  }

  private Response delete(Call call) {
    Permissions found = Replies.found(permissions(call));
    Await.result(users.clearPermissions(found.user(), found.virtualHost()));
    return Replies.noContent();
  }
}
