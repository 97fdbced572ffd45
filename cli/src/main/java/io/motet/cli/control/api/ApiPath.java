package io.motet.cli.control.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths below {@code /api/} with names in them, which may hold any character. */
public final class ApiPath {
  private ApiPath() {}

  /** Joins segments with slashes, each encoded. */
  public static String of(String... segments) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      if (path.length() > 0) {
        path.append('/');
      }
      path.append(encode(segment));
    }
    return path.toString();
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
