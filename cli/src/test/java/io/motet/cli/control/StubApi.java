package io.motet.cli.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An HTTP API that answers what a test told it to, and remembers what it was asked. */
final class StubApi implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Answer> answers = new HashMap<>();
  private final List<String> requests = new ArrayList<>();

  StubApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * @param request method and path below {@code /api/}, for example {@code GET users/guest}
   */
  StubApi answer(String request, int status, String body) {
    answers.put(request, new Answer(status, body));
    return this;
  }

  StubApi answer(String request, String body) {
    return answer(request, 200, body);
  }

  /** Each as method, path and body, in order; only those that change something. */
  List<String> changes() {
    return requests.stream().filter(request -> !request.startsWith("GET ")).toList();
  }

  List<String> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath().replaceFirst("^/api/", "");
      String request = exchange.getRequestMethod() + " " + path;
      remember(exchange, request);
      Answer answer =
          answers.getOrDefault(
              request,
              new Answer(404, "{\"error\":\"Object Not Found\",\"reason\":\"Not Found\"}"));
      if (path.equals("whoami") && user(exchange).endsWith(":wrong")) {
        answer = new Answer(401, "{\"error\":\"not_authorized\",\"reason\":\"Login failed\"}");
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remember(HttpExchange exchange, String request) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    String reason = exchange.getRequestHeaders().getFirst("X-Reason");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        request
            + (query == null ? "" : "?" + query)
            + (reason == null ? "" : " X-Reason=" + reason)
            + (body.isEmpty() ? "" : " " + body));
  }

  private static String user(HttpExchange exchange) {
    String basic =
        exchange.getRequestHeaders().getFirst("Authorization").substring("Basic ".length());
    return new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
