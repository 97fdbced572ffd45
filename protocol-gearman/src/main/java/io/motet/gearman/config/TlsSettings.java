package io.motet.gearman.config;

import static io.motet.broker.settings.SettingParsers.durationMillis;
import static io.motet.broker.settings.SettingParsers.listenAddress;
import static io.motet.broker.settings.SettingParsers.text;

import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.broker.tls.TlsOptions;
import java.nio.file.Path;
import java.util.List;

/** The settings of Gearman's TLS listener. */
public final class TlsSettings {
  public static final SettingKey<ListenAddress> LISTENER =
      new SettingKey<>(
          "gearman.listeners.ssl.default",
          listenAddress(),
          "none",
          "Where they connect with TLS: a port, address:port, or none.");

  public static final SettingKey<Long> HANDSHAKE_TIMEOUT =
      new SettingKey<>(
          "gearman.ssl_handshake_timeout",
          durationMillis(1, Integer.MAX_VALUE),
          "5000",
          "How long a TLS handshake of a Gearman connection may take.");

  public static final SettingKey<Long> RELOAD_INTERVAL =
      new SettingKey<>(
          "gearman.ssl_options.reload_interval",
          durationMillis(10, 86_400_000L),
          "10s",
          "How often the certificate files of Gearman's TLS listener are looked at for changes.");

  private static final SettingKey<String> CERTIFICATE =
      new SettingKey<>(
          "gearman.ssl_options.certfile",
          text(),
          "",
          "PEM file with the server's certificate for Gearman's TLS listener.");

  private static final SettingKey<String> KEY =
      new SettingKey<>(
          "gearman.ssl_options.keyfile",
          text(),
          "",
          "PEM file with the server's private key for Gearman's TLS listener.");

  private static final SettingKey<String> AUTHORITIES =
      new SettingKey<>(
          "gearman.ssl_options.cacertfile",
          text(),
          "",
          "PEM file with the authorities that Gearman clients' certificates must come from; empty"
              + " to ask for none.");

  private TlsSettings() {}

  public static List<SettingKey<?>> keys() {
    return List.of(LISTENER, HANDSHAKE_TIMEOUT, RELOAD_INTERVAL, CERTIFICATE, KEY, AUTHORITIES);
  }

  /**
   * Clients must have a certificate where there are authorities to check it against.
   *
   * @throws IllegalArgumentException when the certificate or the key is not set
   */
  public static TlsOptions options(Settings settings) {
    String authorities = settings.get(AUTHORITIES);
    boolean verify = !authorities.isEmpty();
    return new TlsOptions(
        verify ? Path.of(authorities) : null,
        required(settings, CERTIFICATE),
        required(settings, KEY),
        null,
        verify,
        verify,
        List.of());
  }

  private static Path required(Settings settings, SettingKey<String> key) {
    String value = settings.get(key);
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "setting " + LISTENER.name() + " needs " + key.name() + " as well");
    }
    return Path.of(value);
  }
}
