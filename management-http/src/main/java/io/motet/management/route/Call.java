package io.motet.management.route;

import io.motet.management.http.Request;
import io.motet.management.json.JsonBody;
import io.motet.management.security.Caller;
import java.util.Map;

/** One request on its way through a handler. Confined to a worker thread. */
public final class Call {
  private final Request request;
  private final Map<String, String> parameters;
  private final Caller caller;

  public Call(Request request, Map<String, String> parameters, Caller caller) {
    this.request = request;
    this.parameters = parameters;
    this.caller = caller;
  }

  public Request request() {
    return request;
  }

  /** Null on public routes. */
  public Caller caller() {
    return caller;
  }

  /** What a parameter of the path stands for, decoded; null when the path has none. */
  public String path(String name) {
    return parameters.get(name);
  }

  /** The exchange a parameter names: {@code amq.default} stands for the default exchange. */
  public String exchangePath(String name) {
    String value = path(name);
    return "amq.default".equals(value) ? "" : value;
  }

  public String query(String name) {
    return request.query(name);
  }

  /** Whether a query parameter is {@code true}. */
  public boolean flag(String name) {
    return request.flag(name);
  }

  /** The body as a JSON object; empty when there is no body. Throws 400 when it is not one. */
  public JsonBody body() {
    return JsonBody.parse(request.body());
  }

  /** Whether the client asked to leave statistics out. */
  public boolean statisticsDisabled() {
    return flag("disable_stats");
  }
}
