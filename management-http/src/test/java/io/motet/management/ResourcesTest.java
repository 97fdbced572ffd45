package io.motet.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.motet.broker.memory.Alarms.Alarm;
import io.motet.broker.user.Permissions;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each route does to the broker, and what it answers when the client is wrong. */
class ResourcesTest extends FakeBrokerTest {
  private static String reason(HttpResponse<String> response) {
    return ApiClient.parse(response.body()).get("reason").asText();
  }

  @Test
  void putCreatesAndPutAgainChangesNothing() {
    assertThat(guest.put("/api/queues/%2F/q", "{\"durable\":true}").statusCode()).isEqualTo(201);
    assertThat(guest.put("/api/queues/%2F/q", "{\"durable\":true}").statusCode()).isEqualTo(204);
    HttpResponse<String> other = guest.put("/api/queues/%2F/q", "{\"durable\":\"false\"}");
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(reason(other))
        .isEqualTo(
            "inequivalent arg 'durable' for queue 'q' in vhost '/': "
                + "received 'false' but current is 'true'");
  }

  @Test
  void argumentsArriveAsWholeNumbers() {
    guest.put("/api/queues/%2F/q", "{\"arguments\":{\"x-max-priority\":5,\"x-overflow\":\"a\"}}");
    assertThat(host.queue("q").arguments())
        .isEqualTo(Map.of("x-max-priority", 5L, "x-overflow", "a"));
  }

  @Test
  void aQueueThatIsNotEmptyMayBeKept() {
    host.addQueue("q").ready = 2;
    HttpResponse<String> kept = guest.delete("/api/queues/%2F/q?if-empty=true");
    assertThat(kept.statusCode()).isEqualTo(400);
    assertThat(reason(kept)).isEqualTo("queue 'q' in vhost '/' not empty");
    assertThat(guest.delete("/api/queues/%2F/q/contents").statusCode()).isEqualTo(204);
    assertThat(host.fakeQueue("q").ready).isZero();
    assertThat(guest.delete("/api/queues/%2F/q?if-empty=true").statusCode()).isEqualTo(204);
    assertThat(guest.delete("/api/queues/%2F/q").statusCode()).isEqualTo(404);
  }

  @Test
  void changesNeedPermissions() {
    broker.users.setPermissions(new Permissions("guest", "/", "^mine.*", "", ".*")).join();
    host.addQueue("other");
    HttpResponse<String> refused = guest.put("/api/queues/%2F/theirs", "{}");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(reason(refused)).isEqualTo("Access refused.");
    assertThat(guest.delete("/api/queues/%2F/other").statusCode()).isEqualTo(401);
    assertThat(guest.put("/api/queues/%2F/mine", "{}").statusCode()).isEqualTo(201);
    String deadLetters = "{\"arguments\":{\"x-dead-letter-exchange\":\"amq.direct\"}}";
    assertThat(guest.put("/api/queues/%2F/mine2", deadLetters).statusCode()).isEqualTo(401);
    assertThat(guest.post("/api/bindings/%2F/e/amq.direct/q/mine", "{}").statusCode())
        .isEqualTo(401);
  }

  @Test
  void aTooLongNameIsRefused() {
    String longest = "q".repeat(255);
    assertThat(guest.put("/api/queues/%2F/" + longest, "{}").statusCode()).isEqualTo(201);
    assertThat(guest.put("/api/queues/%2F/" + longest + "q", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void exchangesAreDeclaredAndDeleted() {
    HttpResponse<String> wrong = guest.put("/api/exchanges/%2F/x", "{\"type\":\"nope\"}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(reason(wrong)).isEqualTo("invalid exchange type 'nope'");
    assertThat(guest.put("/api/exchanges/%2F/x", "{\"type\":\"topic\"}").statusCode())
        .isEqualTo(201);
    assertThat(host.exchange("x").type()).isEqualTo("topic");
    assertThat(guest.delete("/api/exchanges/%2F/x").statusCode()).isEqualTo(204);
    assertThat(guest.delete("/api/exchanges/%2F/amq.direct").body())
        .isEqualTo("{\"error\":\"not_authorised\",\"reason\":\"Access refused.\"}");
  }

  @Test
  void theDefaultExchangeHasAName() {
    assertThat(guest.json("/api/exchanges/%2F/amq.default").get("name").asText()).isEmpty();
  }

  @Test
  void aBindingIsFoundAgainWhereItsLocationSays() {
    host.addQueue("q");
    HttpResponse<String> bound =
        guest.post(
            "/api/bindings/%2f/e/amq.topic/q/q",
            "{\"routing_key\":\"a.#\",\"arguments\":{\"k\":\"v\"}}");
    assertThat(bound.statusCode()).isEqualTo(201);
    String location = bound.headers().firstValue("location").orElseThrow();
    assertThat(location).startsWith("../../../../%2F/e/amq.topic/q/q/a.%2523~");
    String path = bound.uri().resolve(location).getRawPath();
    JsonNode binding = guest.json(path);
    assertThat(binding.get("arguments").get("k").asText()).isEqualTo("v");
    assertThat(path).endsWith(binding.get("properties_key").asText().replace("%", "%25"));
    assertThat(guest.delete(path).statusCode()).isEqualTo(204);
    assertThat(guest.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aBindingWithoutKeyAndArgumentsIsATilde() {
    host.addQueue("q");
    guest.post("/api/bindings/%2F/e/amq.fanout/q/q", "");
    assertThat(guest.json("/api/queues/%2F/q/bindings").get(0).get("properties_key").asText())
        .isEqualTo("~");
    assertThat(guest.delete("/api/bindings/%2F/e/amq.fanout/q/q/~").statusCode()).isEqualTo(204);
    assertThat(host.bindings()).isEmpty();
  }

  @Test
  void bindingToWhatIsNotThereIs404WithTheReason() {
    host.addQueue("q");
    HttpResponse<String> response = guest.post("/api/bindings/%2F/e/nope/q/q", "{}");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(reason(response)).isEqualTo("no exchange 'nope' in vhost '/'");
  }

  @Test
  void bindingsAreSeenFromBothEnds() {
    host.addQueue("q");
    guest.post("/api/bindings/%2F/e/amq.topic/q/q", "{\"routing_key\":\"k\"}");
    guest.post("/api/bindings/%2F/e/amq.topic/e/amq.fanout", "{\"routing_key\":\"f\"}");
    assertThat(guest.json("/api/exchanges/%2F/amq.topic/bindings/source")).hasSize(2);
    assertThat(guest.json("/api/exchanges/%2F/amq.fanout/bindings/destination")).hasSize(1);
    assertThat(guest.json("/api/bindings/%2F/e/amq.topic/e/amq.fanout")).hasSize(1);
    assertThat(guest.json("/api/bindings/%2F")).hasSize(2);
  }

  @Test
  void virtualHostsKeepWhatAPutDoesNotName() {
    String body = "{\"description\":\"first\",\"tags\":\"a, b\",\"tracing\":true}";
    assertThat(guest.put("/api/vhosts/v", body).statusCode()).isEqualTo(201);
    assertThat(guest.put("/api/vhosts/v", null).statusCode()).isEqualTo(204);
    JsonNode facts = guest.json("/api/vhosts/v");
    assertThat(facts.get("description").asText()).isEqualTo("first");
    assertThat(facts.get("tags").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(facts.get("tracing").asBoolean()).isTrue();
    assertThat(guest.delete("/api/vhosts/v").statusCode()).isEqualTo(204);
    assertThat(guest.delete("/api/vhosts/v").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|tags_not_present",
        "{\"tags\":\"\",\"password\":\"a\",\"password_hash\":\"b\"}"
            + "|both_password_and_password_hash_are_provided"
      })
  void aUserNeedsTagsAndOneSecret(String body, String reason) {
    HttpResponse<String> response = guest.put("/api/users/u", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(reason(response)).isEqualTo(reason);
  }

  @Test
  void usersComeWithPasswordsAndHashes() {
    guest.put("/api/users/u", "{\"password\":\"u\",\"tags\":\"management,monitoring\"}");
    assertThat(guest.as("u").json("/api/whoami").get("tags").toString())
        .isEqualTo("[\"management\",\"monitoring\"]");
    guest.put("/api/users/h", "{\"password_hash\":\"AAAA\",\"tags\":[\"administrator\"]}");
    assertThat(guest.json("/api/users/h").get("password_hash").asText()).isEqualTo("AAAA");
    assertThat(guest.json("/api/users/without-permissions").findValuesAsText("name"))
        .containsExactly("h", "u");
    assertThat(guest.delete("/api/users/u").statusCode()).isEqualTo(204);
    assertThat(guest.as("u").get("/api/whoami").statusCode()).isEqualTo(401);
  }

  @Test
  void permissionsNeedAllThreePatternsAndBothEnds() {
    String body = "{\"configure\":\"\",\"write\":\"w\",\"read\":\".*\"}";
    assertThat(reason(guest.put("/api/permissions/nope/guest", body)))
        .isEqualTo("vhost_or_user_not_found");
    assertThat(reason(guest.put("/api/permissions/%2F/guest", "{\"read\":\"\"}")))
        .isEqualTo("[{key_missing,configure},{key_missing,write}]");
    broker.user("u", "management");
    assertThat(guest.put("/api/permissions/%2F/u", body).statusCode()).isEqualTo(201);
    assertThat(guest.put("/api/permissions/%2F/u", body).statusCode()).isEqualTo(204);
    assertThat(guest.json("/api/users/u/permissions").get(0).get("write").asText()).isEqualTo("w");
    assertThat(guest.delete("/api/permissions/%2F/u").statusCode()).isEqualTo(204);
    assertThat(guest.get("/api/permissions/%2F/u").statusCode()).isEqualTo(404);
  }

  @Test
  void topicPermissionsArePerExchange() {
    String path = "/api/topic-permissions/%2F/guest";
    String body = "{\"exchange\":\"amq.topic\",\"write\":\"^a\",\"read\":\".*\"}";
    assertThat(guest.put(path, body).statusCode()).isEqualTo(201);
    assertThat(guest.put(path, body).statusCode()).isEqualTo(204);
    assertThat(guest.json(path).get(0).get("write").asText()).isEqualTo("^a");
    assertThat(guest.delete(path + "/amq.topic").statusCode()).isEqualTo(204);
    assertThat(guest.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void anOperatorsPolicyIsAlsoAParameter() {
    String body =
        "{\"pattern\":\"^q\",\"definition\":{\"max-length\":5},\"priority\":2,"
            + "\"apply-to\":\"queues\"}";
    assertThat(guest.put("/api/operator-policies/%2F/op", body).statusCode()).isEqualTo(201);
    JsonNode parameter = guest.json("/api/parameters").get(0);
    assertThat(parameter.get("component").asText()).isEqualTo("operator_policy");
    assertThat(parameter.get("value").get("definition").get("max-length").asInt()).isEqualTo(5);
    assertThat(guest.json("/api/policies")).isEmpty();
  }

  @Test
  void theStricterOfTwoPoliciesIsInEffect() {
    host.addQueue("q").policy = "p";
    host.fakeQueue("q").operatorPolicy = "op";
    guest.put(
        "/api/policies/%2F/p",
        "{\"pattern\":\"q\",\"definition\":{\"max-length\":9,\"expires\":1}}");
    guest.put(
        "/api/operator-policies/%2F/op", "{\"pattern\":\"q\",\"definition\":{\"max-length\":5}}");
    assertThat(guest.json("/api/queues/%2F/q").get("effective_policy_definition").toString())
        .isEqualTo("{\"max-length\":5,\"expires\":1}");
  }

  @Test
  void aPolicyNeedsAPatternAndADefinition() {
    assertThat(reason(guest.put("/api/policies/%2F/p", "{}")))
        .isEqualTo("[{key_missing,pattern},{key_missing,definition}]");
  }

  @Test
  void alarmsMakeTheCheckFail() {
    assertThat(guest.get("/api/health/checks/alarms").statusCode()).isEqualTo(200);
    broker.alarms.add(Alarm.MEMORY);
    HttpResponse<String> failed = guest.get("/api/health/checks/local-alarms");
    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(failed.body()).contains("\"resource\":\"memory\"");
    assertThat(guest.json("/api/nodes").get(0).get("mem_alarm").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "port-listener/5672, 200",
    "port-listener/9, 503",
    "port-listener/abc, 400",
    "protocol-listener/amqp091, 200",
    "protocol-listener/mqtt, 503",
    "virtual-hosts, 200"
  })
  void listenersAreChecked(String check, int status) {
    assertThat(guest.get("/api/health/checks/" + check).statusCode()).isEqualTo(status);
  }

  @Test
  void aMissingPortIsNamedWithThoseThatAreOpen() {
    assertThat(guest.get("/api/health/checks/port-listener/9").body())
        .isEqualTo(
            "{\"status\":\"failed\",\"reason\":\"No active listener\",\"missing\":9,"
                + "\"ports\":[5672,15672]}");
  }

  @Test
  void aConnectionIsClosedWithTheReasonGiven() {
    var connection = broker.registry.open("guest", "/");
    String path = "/api/connections/" + connection.name().replace(" ", "%20").replace(">", "%3E");
    HttpResponse<String> response =
        guest.send(guest.request(path).DELETE().header("X-Reason", "maintenance"));
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(connection.closedBecause).isEqualTo("maintenance");
    assertThat(guest.delete("/api/connections/nosuch").statusCode()).isEqualTo(404);
  }

  @Test
  void stopHandsTheReasonOn() {
    guest.post("/api/motet/stop", "{\"reason\":\"update\"}");
    assertThat(broker.stopReason).isEqualTo("update");
  }

  @Test
  void theProcessShowsTrueFigures() {
    JsonNode node = guest.json("/api/nodes/motet@test");
    assertThat(node.get("os_pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(node.get("mem_used").asLong()).isGreaterThan(10_000_000);
    assertThat(node.get("fd_used").asLong()).isGreaterThan(3);
    assertThat(node.get("disk_free").asLong()).isPositive();
    assertThat(guest.get("/api/nodes/other@test").statusCode()).isEqualTo(404);
  }
}
