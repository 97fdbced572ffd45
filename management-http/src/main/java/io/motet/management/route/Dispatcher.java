package io.motet.management.route;

import io.motet.broker.error.BrokerException;
import io.motet.management.http.Accept;
import io.motet.management.http.CorsPolicy;
import io.motet.management.http.HttpFailure;
import io.motet.management.http.Request;
import io.motet.management.http.RequestHandler;
import io.motet.management.http.Response;
import io.motet.management.json.Json;
import io.motet.management.security.Authenticator;
import io.motet.management.security.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each request through the checks in RabbitMQ's order: path, method, credentials, rights,
 * content type, and then its handler. Turns what is thrown on the way into answers.
 */
public final class Dispatcher implements RequestHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final RouteTable routes;
  private final Authenticator authenticator;
  private final CorsPolicy cors;
  private final String pathPrefix;

  /**
   * @param pathPrefix empty, or a path without a slash at its end that all paths begin with
   */
  public Dispatcher(
      RouteTable routes, Authenticator authenticator, CorsPolicy cors, String pathPrefix) {
    this.routes = routes;
    this.authenticator = authenticator;
    this.cors = cors;
    this.pathPrefix = pathPrefix;
  }

  @Override
  public Response handle(Request request) {
    Response response;
    try {
      response = dispatch(request);
    } catch (BrokerException e) {
      response = failure(refusal(e));
    } catch (HttpFailure e) {
      response = failure(e);
    } catch (Exception e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      response = failure(new HttpFailure(500, "internal_server_error", e.toString()));
    }
    cors.apply(request, response);
    return response;
  }

  private Response dispatch(Request request) throws Exception {
    RouteTable.Match match = find(request.path());
    if (match == null) {
      throw HttpFailure.notFound();
    }
    Route route = match.route();
    if (request.method().equals("OPTIONS")) {
      return Response.empty(200).header("allow", route.allowed());
    }
    Handler handler = route.handler(request.method());
    if (handler == null) {
      return Response.empty(405).header("allow", route.allowed());
    }
    Caller caller = null;
    if (route.right() != Right.PUBLIC) {
      Authenticator.Result login = authenticator.authenticate(request);
      if (login instanceof Authenticator.Refused refused) {
        return refused.response();
      }
      caller = ((Authenticator.LoggedIn) login).caller();
      route.right().check(caller, match.parameters().get("vhost"));
      if (!Accept.allows(request.header("accept"), "application/json")) {
        return Response.empty(406);
      }
    }
    return handler.handle(new Call(request, match.parameters(), caller));
  }

  private RouteTable.Match find(String path) {
    return path.startsWith(pathPrefix) ? routes.find(path.substring(pathPrefix.length())) : null;
  }

  /** A refusal of the model, with the status that RabbitMQ gives it over HTTP. */
  private static HttpFailure refusal(BrokerException e) {
    return switch (e.kind()) {
      case NOT_FOUND -> new HttpFailure(404, "not_found", e.getMessage());
      case ACCESS_REFUSED, NOT_ALLOWED -> HttpFailure.notAuthorised("Access refused.");
      case INTERNAL_ERROR -> new HttpFailure(500, "internal_server_error", e.getMessage());
      default -> HttpFailure.badRequest(e.getMessage());
    };
  }

  private static Response failure(HttpFailure failure) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", failure.error());
    body.put("reason", failure.getMessage());
    return Response.json(failure.status(), Json.bytes(body));
  }
}
