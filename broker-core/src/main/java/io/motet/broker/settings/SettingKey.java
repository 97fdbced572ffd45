package io.motet.broker.settings;

import java.util.function.Function;

/**
 * A setting: its name as written in {@code motet.conf}, how to read it, its default and what it
 * means.
 *
 * @param parser throws IllegalArgumentException with a sentence that names what is allowed
 * @param defaultText what the configuration table shows and what applies when it is not set
 */
public record SettingKey<T>(
    String name, Function<String, T> parser, String defaultText, String description) {

  public T defaultValue() {
    return parser.apply(defaultText);
  }
}
