package io.motet.broker.settings;

import java.util.function.Function;

/**
 * A setting: its name as written in {@code motet.conf}, how to read it, its default and what it
 * means. A name that ends in {@code .*} stands for a family of keys, as {@code loopback_users.*}.
 *
 * @param parser throws IllegalArgumentException with a sentence that names what is allowed
 * @param defaultText what the configuration table shows and what applies when it is not set
 */
public record SettingKey<T>(
    String name, Function<String, T> parser, String defaultText, String description) {

  /** Whether it stands for many keys; read with {@link Settings#family}. */
  public boolean isFamily() {
    return name.endsWith(".*");
  }

  String familyPrefix() {
    return name.substring(0, name.length() - 1);
  }

  public T defaultValue() {
    return parser.apply(defaultText);
  }
}
