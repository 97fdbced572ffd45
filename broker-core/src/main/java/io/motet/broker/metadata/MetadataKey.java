package io.motet.broker.metadata;

import java.util.ArrayList;
import java.util.List;

/**
 * The names of metadata records: parts joined by {@code /}, for example {@code queue/%2F/orders}.
 * In a part, {@code /} and {@code %} are escaped as in URLs, so that any name can be a part and all
 * records of a kind lie together.
 */
public final class MetadataKey {
  private MetadataKey() {}

  public static String of(String... parts) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        key.append('/');
      }
      appendEscaped(key, parts[i]);
    }
    return key.toString();
  }

  /** The parts that {@link #of} joined. */
  public static List<String> parts(String key) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c == '/') {
        parts.add(part.toString());
        part.setLength(0);
      } else if (c == '%') {
        part.append((char) Integer.parseInt(key, i + 1, i + 3, 16));
        i += 2;
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static void appendEscaped(StringBuilder key, String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '/') {
        key.append("%2F");
      } else if (c == '%') {
        key.append("%25");
      } else {
        key.append(c);
      }
    }
  }
}
