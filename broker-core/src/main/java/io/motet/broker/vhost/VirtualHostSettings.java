package io.motet.broker.vhost;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.SettingParsers;
import java.util.List;

/** The settings that concern virtual hosts. */
public final class VirtualHostSettings {
  public static final SettingKey<String> DEFAULT_VHOST =
      new SettingKey<>(
          "default_vhost", SettingParsers.text(), "/", "Virtual host created at the first start.");

  public static final SettingKey<Boolean> LOG_EXCHANGE =
      new SettingKey<>(
          "log.exchange",
          SettingParsers.bool(),
          "false",
          "Publishes log lines to amq.rabbitmq.log in the default virtual host.");

  public static final List<SettingKey<?>> ALL = List.of(DEFAULT_VHOST, LOG_EXCHANGE);

  private VirtualHostSettings() {}
}
