package io.motet.cli.server.config;

import java.util.Arrays;
import java.util.Locale;

/** How much to log, by RabbitMQ's names. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARNING,
  ERROR,
  NONE;

  static LogLevel parse(String text) {
    return Arrays.stream(values())
        .filter(level -> level.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("must be debug, info, warning, error or none"));
  }
}
