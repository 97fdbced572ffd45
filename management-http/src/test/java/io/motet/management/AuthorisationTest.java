package io.motet.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tag opens which door. Every user here has permissions in vhost {@code own} only. */
class AuthorisationTest extends FakeBrokerTest {
  @Override
  void configure() {
    broker.host("own").addQueue("q");
    host.addQueue("hidden");
    for (String tag : new String[] {"management", "policymaker", "monitoring", "administrator"}) {
      broker.user(tag, tag);
      broker.grant(tag, "own");
    }
    broker.user("untagged");
    broker.grant("untagged", "own");
  }

  @ParameterizedTest
  @CsvSource({
    "untagged,      GET,    /api/overview,             401",
    "management,    GET,    /api/overview,             200",
    "management,    GET,    /api/nodes,                401",
    "policymaker,   GET,    /api/nodes,                401",
    "monitoring,    GET,    /api/nodes,                200",
    "administrator, GET,    /api/nodes,                200",
    "management,    GET,    /api/users,                401",
    "monitoring,    GET,    /api/users,                401",
    "administrator, GET,    /api/users,                200",
    "management,    GET,    /api/queues/own,           200",
    "management,    GET,    /api/queues/%2F,           401",
    "monitoring,    GET,    /api/queues/%2F,           401",
    "administrator, GET,    /api/queues/%2F,           200",
    "monitoring,    GET,    /api/vhosts/%2F/channels,  200",
    "management,    GET,    /api/vhosts/%2F/channels,  401",
    "management,    PUT,    /api/queues/own/new,       201",
    "monitoring,    PUT,    /api/queues/%2F/new,       401",
    "administrator, PUT,    /api/queues/%2F/new,       401",
    "management,    PUT,    /api/policies/own/p,       401",
    "policymaker,   PUT,    /api/policies/own/p,       201",
    "policymaker,   PUT,    /api/policies/%2F/p,       401",
    "policymaker,   PUT,    /api/operator-policies/own/p, 401",
    "administrator, PUT,    /api/operator-policies/own/p, 201",
    "management,    DELETE, /api/vhosts/own,           401",
    "administrator, DELETE, /api/vhosts/own,           204",
    "monitoring,    POST,   /api/motet/stop,           401",
    "administrator, POST,   /api/motet/stop,           204"
  })
  void tagsDecide(String user, String method, String path, int status) {
    String body =
        method.equals("GET") || method.equals("DELETE")
            ? null
            : "{\"pattern\":\"^x\",\"definition\":{\"max-length\":1}}";
    assertThat(guest.as(user).call(method, path, body).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "untagged,    /api/overview,        Not management user",
    "management,  /api/nodes,           Not monitor user",
    "monitoring,  /api/users,           Not administrator user",
    "monitoring,  /api/queues/%2F,      User not authorised to access virtual host",
  })
  void refusalsSayWhyWithoutAChallenge(String user, String path, String reason) {
    HttpResponse<String> response = guest.as(user).get(path);
    assertThat(response.body())
        .isEqualTo("{\"error\":\"not_authorised\",\"reason\":\"" + reason + "\"}");
    assertThat(response.headers().firstValue("www-authenticate")).isEmpty();
  }

  @Test
  void listsShowOnlyWhatTheUserMayEnter() {
    assertThat(guest.as("management").json("/api/queues").findValuesAsText("name"))
        .containsExactly("q");
    assertThat(guest.as("management").json("/api/vhosts").findValuesAsText("name"))
        .containsExactly("own");
  }

  @Test
  void monitorsSeeThatAllVirtualHostsExist() {
    assertThat(guest.as("monitoring").json("/api/vhosts").findValuesAsText("name"))
        .containsExactly("/", "own");
  }

  @Test
  void usersSeeAndCloseTheirOwnConnectionsOnly() {
    var mine = broker.registry.open("management", "own");
    var other = broker.registry.open("monitoring", "own");
    ApiClient user = guest.as("management");
    assertThat(user.json("/api/connections")).hasSize(1);
    assertThat(user.delete(path(other.name())).statusCode()).isEqualTo(401);
    assertThat(guest.as("monitoring").delete(path(mine.name())).statusCode()).isEqualTo(401);
    assertThat(user.delete(path(mine.name())).statusCode()).isEqualTo(204);
    assertThat(mine.closedBecause).isEqualTo("Closed via management plugin");
    assertThat(other.closedBecause).isNull();
  }

  private static String path(String connection) {
    return "/api/connections/"
        + connection.replace(":", "%3A").replace(" ", "%20").replace(">", "%3E");
  }

  @Test
  void theOverviewOfAPlainUserHasNoNodeDetails() {
    var facts = guest.as("management").json("/api/overview");
    assertThat(facts.has("listeners")).isFalse();
    assertThat(facts.get("object_totals").get("queues").asInt()).isEqualTo(1);
    assertThat(guest.json("/api/overview").has("listeners")).isTrue();
  }
}
