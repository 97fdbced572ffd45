package io.motet.cli.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads {@code motet.conf}, which is written like {@code rabbitmq.conf}: {@code key = value} lines;
 * a {@code #} starts a comment; a value in single quotes is taken as it is.
 */
final class ConfFile {
  private ConfFile() {}

  /** Throws IllegalArgumentException that names the file, and the line where there is one. */
  static Map<String, ConfiguredValue> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the configuration file " + file + ": " + e);
    }
    Map<String, ConfiguredValue> values = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      parse(lines.get(i).strip(), file + ":" + (i + 1), values);
    }
    return values;
  }

  private static void parse(String line, String where, Map<String, ConfiguredValue> values) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    int equals = line.indexOf('=');
    String key = equals < 0 ? "" : line.substring(0, equals).strip();
    if (key.isEmpty() || key.indexOf('#') >= 0) {
      throw new IllegalArgumentException(where + ": not of the form 'key = value': " + line);
    }
    values.put(key, new ConfiguredValue(value(line.substring(equals + 1).strip()), where));
  }

  private static String value(String text) {
    int closing = text.startsWith("'") ? text.indexOf('\'', 1) : -1;
    if (closing > 0) {
      return text.substring(1, closing);
    }
    int comment = text.indexOf('#');
    return comment < 0 ? text : text.substring(0, comment).strip();
  }
}
