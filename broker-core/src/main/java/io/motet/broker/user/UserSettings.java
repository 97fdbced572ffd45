package io.motet.broker.user;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.SettingParsers;
import java.util.List;

/** The settings that concern users. The {@code default_} ones count at the first start only. */
public final class UserSettings {
  public static final SettingKey<String> DEFAULT_USER =
      text("default_user", "guest", "User created at the first start.");
  public static final SettingKey<String> DEFAULT_PASS =
      text("default_pass", "guest", "Password of the user created at the first start.");
  public static final SettingKey<Boolean> DEFAULT_USER_TAG =
      new SettingKey<>(
          "default_user_tags.*",
          SettingParsers.bool(),
          "true",
          "Tags of the user created at the first start; administrator unless one is set.");
  public static final SettingKey<String> DEFAULT_CONFIGURE =
      text("default_permissions.configure", ".*", "What that user may configure.");
  public static final SettingKey<String> DEFAULT_WRITE =
      text("default_permissions.write", ".*", "What that user may write to.");
  public static final SettingKey<String> DEFAULT_READ =
      text("default_permissions.read", ".*", "What that user may read from.");
  public static final SettingKey<String> LOOPBACK_USERS =
      text("loopback_users", "guest", "Users that may connect from this machine only, or none.");
  public static final SettingKey<Boolean> LOOPBACK_USER =
      new SettingKey<>(
          "loopback_users.*",
          SettingParsers.bool(),
          "true",
          "Whether this one user may connect from this machine only.");

  public static final List<SettingKey<?>> ALL =
      List.of(
          DEFAULT_USER,
          DEFAULT_PASS,
          DEFAULT_USER_TAG,
          DEFAULT_CONFIGURE,
          DEFAULT_WRITE,
          DEFAULT_READ,
          LOOPBACK_USERS,
          LOOPBACK_USER);

  private UserSettings() {}

  private static SettingKey<String> text(String name, String defaultText, String description) {
    return new SettingKey<>(name, SettingParsers.text(), defaultText, description);
  }
}
