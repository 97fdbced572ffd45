package io.motet.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients rely on whatever they ask for: status, headers, error bodies. */
class HttpRulesTest extends FakeBrokerTest {
  private static final String CHALLENGE = "Basic realm=\"RabbitMQ Management\"";

  @Override
  void configure() {
    broker.set("management.http.max_body_size", "1000");
    broker.set("management.cors.allow_origins", "http://page.example");
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  @Test
  void withoutCredentialsThereIsAChallengeAndNoBody() {
    HttpResponse<String> response = guest.as(null).get("/api/overview");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).isEmpty();
    assertThat(header(response, "www-authenticate")).isEqualTo(CHALLENGE);
  }

  @Test
  void aWrongPasswordIsNotAuthorized() {
    HttpResponse<String> response =
        guest.send(
            guest
                .as(null)
                .request("/api/whoami")
                .header("authorization", ApiClient.basic("guest", "wrong")));
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body())
        .isEqualTo("{\"error\":\"not_authorized\",\"reason\":\"Login failed\"}");
    assertThat(header(response, "www-authenticate")).isEqualTo(CHALLENGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic %%%", "Basic Z3Vlc3Q=", "Bearer abc"})
  void brokenCredentialsAreNone(String value) {
    HttpResponse<String> response =
        guest.send(guest.as(null).request("/api/whoami").header("authorization", value));
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void aUserThatMayNotComeFromThereIsRefused() {
    broker.users.shutOut.add("guest");
    HttpResponse<String> response = guest.get("/api/whoami");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("User can only log in via localhost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/nosuch",
        "/api/queues/%2F/nope",
        "/api/queues/nohost",
        "/",
        "/nothing",
        "/api/"
      })
  void whatIsNotThereIs404WithRabbitsBody(String path) {
    HttpResponse<String> response = guest.get(path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body())
        .isEqualTo("{\"error\":\"Object Not Found\",\"reason\":\"Not Found\"}");
  }

  @Test
  void anotherMethodIs405AndSaysWhatIsAllowed() {
    HttpResponse<String> response = guest.call("PATCH", "/api/overview", null);
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "allow")).isEqualTo("HEAD, GET, OPTIONS");
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, 406",
    "'application/bert, application/json;q=0.1', 200",
    "*/*, 200",
    "application/*, 200",
    "'application/json;q=0, text/plain', 406"
  })
  void onlyJsonIsThere(String accept, int status) {
    HttpResponse<String> response =
        guest.send(guest.request("/api/whoami").header("accept", accept));
    assertThat(response.statusCode()).isEqualTo(status);
  }

  @Test
  void answersMayNotBeCachedAndVary() {
    HttpResponse<String> response = guest.get("/api/whoami");
    assertThat(header(response, "cache-control")).isEqualTo("no-cache");
    assertThat(header(response, "vary")).isEqualTo("accept, accept-encoding, origin");
    assertThat(header(response, "content-type")).isEqualTo("application/json");
  }

  @Test
  void optionsNeedsNoCredentials() {
    HttpResponse<String> response = guest.as(null).call("OPTIONS", "/api/queues/%2F/any", null);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "allow")).isEqualTo("HEAD, GET, PUT, DELETE, OPTIONS");
  }

  @Test
  void headHasTheLengthOfGetAndNoBody() {
    HttpResponse<String> get = guest.get("/api/whoami");
    HttpResponse<String> head = guest.call("HEAD", "/api/whoami", null);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "content-length")).isEqualTo(header(get, "content-length"));
  }

  @Test
  void compressesForThoseWhoAsk() throws IOException {
    HttpRequest.Builder request = guest.request("/api/overview").header("accept-encoding", "gzip");
    HttpResponse<byte[]> response = guest.sendForBytes(request);
    assertThat(header(response, "content-encoding")).isEqualTo("gzip");
    byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
    assertThat(unpacked.length).isGreaterThan(2 * response.body().length);
    assertThat(new String(unpacked, java.nio.charset.StandardCharsets.UTF_8)).startsWith("{");
  }

  @Test
  void anAllowedOriginGetsItsHeaders() {
    HttpResponse<String> response =
        guest.send(
            guest
                .as(null)
                .request("/api/whoami")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("origin", "http://page.example")
                .header("access-control-request-headers", "authorization"));
    assertThat(header(response, "access-control-allow-origin")).isEqualTo("http://page.example");
    assertThat(header(response, "access-control-allow-headers")).isEqualTo("authorization");
    assertThat(header(response, "access-control-allow-methods")).isEqualTo("HEAD, GET, OPTIONS");
    assertThat(header(response, "access-control-max-age")).isEqualTo("1800");
  }

  @Test
  void anotherOriginGetsNone() {
    HttpResponse<String> response =
        guest.send(guest.request("/api/whoami").header("origin", "http://evil.example"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "access-control-allow-origin")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'{bad', not_json",
    "'[1]', not_json",
    "'{} {}', not_json",
    "'\"{}\"', 'invalid payload: the request body JSON-decoded to a string. "
        + "Is the input doubly-JSON-encoded?'",
  })
  void aBodyThatIsNoObjectIsABadRequest(String body, String reason) {
    HttpResponse<String> response = guest.put("/api/queues/%2F/q", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(ApiClient.parse(response.body()).get("reason").asText()).isEqualTo(reason);
  }

  @Test
  void aBodyUpToTheLimitIsReadAndALongerOneRefused() {
    String longest = "{\"x\":\"" + "a".repeat(1000 - 8) + "\"}";
    assertThat(guest.put("/api/queues/%2F/q", longest).statusCode()).isEqualTo(201);
    HttpResponse<String> response = guest.put("/api/queues/%2F/r", longest + " ");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("Exceeded HTTP request body size limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%2F", "%2f"})
  void aSlashInANameIsEncodedInEitherCase(String slash) {
    guest.put("/api/queues/" + slash + "/a" + slash + "b%20c+d", "{}");
    assertThat(host.queue("a/b c+d")).isNotNull();
    assertThat(guest.json("/api/queues/" + slash + "/a" + slash + "b%20c+d").get("name").asText())
        .isEqualTo("a/b c+d");
  }

  @Test
  void probesNeedNoCredentials() {
    for (String path : new String[] {"/healthz", "/livez", "/readyz"}) {
      HttpResponse<String> response = guest.as(null).get(path);
      assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
    }
  }
}
