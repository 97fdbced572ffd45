package io.motet.management.route;

import java.util.ArrayList;
import java.util.List;

/** A path, seen from another one: what RabbitMQ puts into {@code location}. */
public final class RelativePath {
  private final List<String> segments = new ArrayList<>();

  private RelativePath() {}

  /** Begins with segments that are not encoded yet. */
  public static RelativePath of(String... segments) {
    return new RelativePath().then(segments);
  }

  public RelativePath then(String... more) {
    for (String segment : more) {
      segments.add(PercentEncoding.encode(segment));
    }
    return this;
  }

  /**
   * How to get here from an encoded path.
   *
   * @return for example {@code ../../q/orders/key}
   */
  public String from(String path) {
    String[] start = path.substring(1).split("/", -1);
    int common = 0;
    while (common < start.length - 1
        && common < segments.size() - 1
        && start[common].equals(segments.get(common))) {
      common++;
    }
    String up = "../".repeat(start.length - 1 - common);
    return up + String.join("/", segments.subList(common, segments.size()));
  }
}
