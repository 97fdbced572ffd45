package io.motet.management.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The methods of one path. Built at start, read-only after. */
public final class Route {
  private final Right right;
  private final Map<String, Handler> handlers = new LinkedHashMap<>();

  Route(Right right) {
    this.right = right;
  }

  /** Answers GET, and HEAD with the same headers. */
  public Route get(Handler handler) {
    handlers.put("HEAD", handler);
    handlers.put("GET", handler);
    return this;
  }

  public Route put(Handler handler) {
    handlers.put("PUT", handler);
    return this;
  }

  public Route post(Handler handler) {
    handlers.put("POST", handler);
    return this;
  }

  public Route delete(Handler handler) {
    handlers.put("DELETE", handler);
    return this;
  }

  Right right() {
    return right;
  }

  /** Null when the method is not allowed. */
  Handler handler(String method) {
    return handlers.get(method);
  }

  /** For the {@code allow} header. */
  String allowed() {
    List<String> methods = new ArrayList<>(handlers.keySet());
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }
}
