package io.motet.management.http;

import java.util.List;

/**
 * Which web pages of other origins may use the API.
 *
 * @param allowedOrigins {@code *} allows all; empty allows none
 * @param maxAgeSeconds how long a browser may remember a preflight's answer
 */
public record CorsPolicy(List<String> allowedOrigins, int maxAgeSeconds) {

  /** Adds the headers that the request's origin is entitled to. */
  public void apply(Request request, Response response) {
    response.headers().putIfAbsent("vary", "origin");
    String origin = request.header("origin");
    if (origin == null || origin.equals("null") || !allows(origin)) {
      return;
    }
    if (request.method().equals("OPTIONS")) {
      response.header("access-control-max-age", Integer.toString(maxAgeSeconds));
      String headers = request.header("access-control-request-headers");
      if (headers != null) {
        response.header("access-control-allow-headers", headers);
      }
      String methods = response.headers().get("allow");
      if (methods != null) {
        response.header("access-control-allow-methods", methods);
      }
    }
    response.header("access-control-allow-origin", origin);
    response.header("access-control-allow-credentials", "true");
  }

  private boolean allows(String origin) {
    return allowedOrigins.contains(origin) || allowedOrigins.contains("*");
  }
}
