package io.motet.management.resource;

import io.motet.broker.user.User;
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
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Users. */
public final class UserResource implements Resource {
  private static final String DEFAULT_ALGORITHM = "rabbit_password_hashing_sha256";

  private final Users users;

  public UserResource(Services services) {
    this.users = services.context().users();
  }

  @Override
  public void addTo(RouteTable routes) {
    Right right = Right.ADMINISTRATOR;
    routes.at("/api/users", right).get(call -> reply(call, users.all()));
    routes.at("/api/users/without-permissions", right).get(this::withoutPermissions);
    routes.at("/api/users/{user}", right).get(this::one).put(this::put).delete(this::delete);
  }

  private static Response reply(Call call, Collection<User> users) {
    return Replies.list(call, Listing.plain(users, UserView::facts, "name"));
  }

  private Response withoutPermissions(Call call) {
    List<User> without =
        users.all().stream()
            .filter(
                user -> users.permissions().stream().noneMatch(p -> p.user().equals(user.name())))
            .toList();
    return reply(call, without);
  }

  private Response one(Call call) {
    return Replies.facts(call, UserView.facts(user(call)));
  }

  private User user(Call call) {
    return Replies.found(users.get(call.path("user")));
  }

  private Response put(Call call) {
    String name = call.path("user");
    JsonBody body = call.body();
    boolean existed = users.get(name) != null;
    List<String> tags = tags(body);
    if (body.has("password") && body.has("password_hash")) {
      throw HttpFailure.badRequest("both_password_and_password_hash_are_provided");
    }
    if (body.has("password")) {
      byte[] password = body.text("password", "").getBytes(StandardCharsets.UTF_8);
      Await.result(users.putWithPassword(name, password, tags));
    } else {
      // Without either, nobody can log in with a password until one is set.
      String algorithm = body.text("hashing_algorithm", DEFAULT_ALGORITHM);
      Await.result(users.putWithHash(name, body.text("password_hash", ""), algorithm, tags));
    }
    return Replies.put(existed);
  }

  private static List<String> tags(JsonBody body) {
    if (body.has("tags")) {
      return body.words("tags");
    }
    if (body.has("administrator")) {
      return body.flag("administrator", false) ? List.of("administrator") : List.of();
    }
    throw HttpFailure.badRequest("tags_not_present");
  }

  private Response delete(Call call) {
    Await.result(users.delete(user(call).name()));
    return Replies.noContent();
  }
}
