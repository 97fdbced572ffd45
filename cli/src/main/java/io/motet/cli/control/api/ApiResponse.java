package io.motet.cli.control.api;

import java.util.List;
import java.util.Map;

/**
 * An answer of the HTTP API.
 *
 * @param json the body as {@link Json} reads it, null when there was none
 */
public record ApiResponse(int status, Object json) {
  public boolean succeeded() {
    return status >= 200 && status < 300;
  }

  public boolean notFound() {
    return status == 404;
  }

  /** The reason the server gave for refusing, else what status it answered. */
  public String reason() {
    Object reason = object().get("reason");
    return reason == null ? "HTTP status " + status : reason.toString();
  }

  /** The body as an object; empty when it is something else. */
  @SuppressWarnings("unchecked") // Json makes maps of String to Object only
  public Map<String, Object> object() {
    return json instanceof Map ? (Map<String, Object>) json : Map.of();
  }

  /** The body as a list of objects; empty when it is something else. */
  @SuppressWarnings("unchecked") // Json makes maps of String to Object only
  public List<Map<String, Object>> objects() {
    return json instanceof List ? (List<Map<String, Object>>) json : List.of();
  }
}
