package io.motet.cli.server.config;

import io.motet.broker.settings.SettingKey;
import java.util.List;

/** Settings of the process around the broker. */
public final class ServerSettings {
  public static final SettingKey<String> DATA_DIRECTORY =
      new SettingKey<>("data_dir", text -> text, "data", "The directory that holds all data.");

  public static final SettingKey<String> PID_FILE =
      new SettingKey<>(
          "pid_file", text -> text, "none", "A file to write the process id to, or none.");

  public static final SettingKey<Boolean> CONSOLE_LOG =
      new SettingKey<>(
          "log.console", ServerSettings::flag, "true", "Whether to log to standard error.");

  public static final SettingKey<LogLevel> CONSOLE_LOG_LEVEL =
      new SettingKey<>(
          "log.console.level",
          LogLevel::parse,
          "info",
          "The least severe level logged to standard error.");

  public static final SettingKey<String> LOG_FILE =
      new SettingKey<>("log.file", text -> text, "none", "A file to log to, or none.");

  public static final SettingKey<LogLevel> LOG_FILE_LEVEL =
      new SettingKey<>(
          "log.file.level", LogLevel::parse, "info", "The least severe level logged to the file.");

  public static final List<SettingKey<?>> ALL =
      List.of(DATA_DIRECTORY, PID_FILE, CONSOLE_LOG, CONSOLE_LOG_LEVEL, LOG_FILE, LOG_FILE_LEVEL);

  private ServerSettings() {}

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }
}
