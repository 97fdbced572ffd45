package io.motet.management.route;

import java.util.HashMap;
import java.util.Map;

/**
 * All routes, as a tree over path segments. A literal segment wins over a parameter; where that
 * leads nowhere, the parameter is tried, so {@code /users/bulk-delete} and {@code /users/{user}} go
 * together.
 */
public final class RouteTable {
  private final Node root = new Node();

  /** A route that was found, with what its parameters stand for, decoded. */
  record Match(Route route, Map<String, String> parameters) {}

  /**
   * Adds a path.
   *
   * @param path for example {@code /api/queues/{vhost}/{queue}}; the parameter {@code vhost} is the
   *     one that rights are about
   */
  public Route at(String path, Right right) {
    Node node = root;
    for (String segment : segments(path)) {
      node = node.child(segment);
    }
    if (node.route != null) {
      throw new IllegalArgumentException("two routes at " + path);
    }
    node.route = new Route(right);
    return node.route;
  }

  /** Finds the route of a path that is still percent-encoded; null when there is none. */
  Match find(String path) {
    if (!path.startsWith("/")) {
      return null;
    }
    Map<String, String> parameters = new HashMap<>();
    Route route = find(root, segments(path), 0, parameters);
    return route == null ? null : new Match(route, parameters);
  }

  private static Route find(
      Node node, String[] segments, int depth, Map<String, String> parameters) {
    if (depth == segments.length) {
      return node.route;
    }
    String segment = PercentEncoding.decode(segments[depth]);
    Node literal = node.literals.get(segment);
    if (literal != null) {
      Route route = find(literal, segments, depth + 1, parameters);
      if (route != null) {
        return route;
      }
    }
    if (node.parameter == null) {
      return null;
    }
    Route route = find(node.parameter, segments, depth + 1, parameters);
    if (route != null) {
      parameters.put(node.parameterName, segment);
    }
    return route;
  }

  private static String[] segments(String path) {
    String trimmed =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return trimmed.substring(1).split("/", -1);
  }

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private Node parameter;
    private String parameterName;
    private Route route;

    Node child(String segment) {
      if (!segment.startsWith("{")) {
        return literals.computeIfAbsent(segment, s -> new Node());
      }
      String name = segment.substring(1, segment.length() - 1);
      if (parameter == null) {
        parameter = new Node();
        parameterName = name;
      } else if (!parameterName.equals(name)) {
        throw new IllegalArgumentException(
            "parameter {" + name + "} is called {" + parameterName + "} in another route");
      }
      return parameter;
    }
  }
}
