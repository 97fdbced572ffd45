package io.motet.kafka;

import static io.motet.broker.settings.SettingParsers.durationMillis;
import static io.motet.broker.settings.SettingParsers.listenAddress;
import static io.motet.broker.settings.SettingParsers.text;

import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.broker.tls.TlsOptions;
import java.nio.file.Path;
import java.util.List;

/** The settings of Kafka's TLS listener. */
final class TlsSettings {
  static final SettingKey<ListenAddress> LISTENER =
      new SettingKey<>(
          "kafka.listeners.ssl.default",
          listenAddress(),
          "none",
          "Where Kafka clients connect with TLS: a port (9093), address:port, or none.");

  static final SettingKey<Long> HANDSHAKE_TIMEOUT =
      new SettingKey<>(
          "kafka.ssl_handshake_timeout",
          durationMillis(1, Integer.MAX_VALUE),
          "5000",
          "How long a TLS handshake of a Kafka connection may take.");

  static final SettingKey<Long> RELOAD_INTERVAL =
      new SettingKey<>(
          "kafka.ssl_options.reload_interval",
          durationMillis(10, 86_400_000L),
          "10s",
          "How often the certificate files of Kafka's TLS listener are looked at for changes.");

  private static final SettingKey<String> CERTIFICATE =
      new SettingKey<>(
          "kafka.ssl_options.certfile",
          text(),
          "",
          "PEM file with the server's certificate for Kafka's TLS listener.");

  private static final SettingKey<String> KEY =
      new SettingKey<>(
          "kafka.ssl_options.keyfile",
          text(),
          "",
          "PEM file with the server's private key for Kafka's TLS listener.");

  private static final SettingKey<String> AUTHORITIES =
      new SettingKey<>(
          "kafka.ssl_options.cacertfile",
          text(),
          "",
          "PEM file with the authorities that Kafka clients' certificates must come from; empty to"
              + " ask for none.");

  private TlsSettings() {}

  static List<SettingKey<?>> keys() {
    return List.of(LISTENER, HANDSHAKE_TIMEOUT, RELOAD_INTERVAL, CERTIFICATE, KEY, AUTHORITIES);
  }

  /**
   * Clients must have a certificate where there are authorities to check it against.
   *
   * @throws IllegalArgumentException when the certificate or the key is not set
   */
  static TlsOptions options(Settings settings) {
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
