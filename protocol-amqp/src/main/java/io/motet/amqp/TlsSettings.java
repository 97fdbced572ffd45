package io.motet.amqp;

import static io.motet.broker.settings.SettingParsers.bool;
import static io.motet.broker.settings.SettingParsers.durationMillis;
import static io.motet.broker.settings.SettingParsers.listenAddress;
import static io.motet.broker.settings.SettingParsers.text;

import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.broker.tls.TlsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The settings of the TLS listener, with RabbitMQ's keys. */
final class TlsSettings {
  static final SettingKey<ListenAddress> LISTENER =
      new SettingKey<>(
          "listeners.ssl.default",
          listenAddress(),
          "none",
          "Where AMQP clients connect with TLS: a port (5671), address:port, or none.");

  static final SettingKey<Long> HANDSHAKE_TIMEOUT =
      new SettingKey<>(
          "ssl_handshake_timeout",
          durationMillis(1, Integer.MAX_VALUE),
          "5000",
          "How long a TLS handshake may take.");

  static final SettingKey<Long> RELOAD_INTERVAL =
      new SettingKey<>(
          "ssl_options.reload_interval",
          durationMillis(10, 86_400_000L),
          "10s",
          "How often the certificate files are looked at for changes.");

  private static final SettingKey<String> AUTHORITIES =
      file("cacertfile", "certificates of the authorities that client certificates come from");
  private static final SettingKey<String> CERTIFICATE =
      file("certfile", "the server's certificate, followed by those up to the authority");
  private static final SettingKey<String> KEY = file("keyfile", "the server's private key");

  private static final SettingKey<String> PASSWORD =
      new SettingKey<>("ssl_options.password", text(), "", "The password of the key file.");

  private static final SettingKey<Boolean> VERIFY =
      new SettingKey<>(
          "ssl_options.verify",
          TlsSettings::verify,
          "verify_none",
          "Whether clients are asked for a certificate: verify_peer or verify_none.");

  private static final SettingKey<Boolean> FAIL_WITHOUT =
      new SettingKey<>(
          "ssl_options.fail_if_no_peer_cert",
          bool(),
          "false",
          "Whether clients without a certificate are refused, with verify_peer.");

  private static final List<SettingKey<String>> VERSIONS =
      Stream.of(1, 2, 3, 4).map(TlsSettings::version).toList();

  private TlsSettings() {}

  static List<SettingKey<?>> keys() {
    return Stream.concat(
            Stream.of(
                LISTENER,
                HANDSHAKE_TIMEOUT,
                RELOAD_INTERVAL,
                AUTHORITIES,
                CERTIFICATE,
                KEY,
                PASSWORD,
                VERIFY,
                FAIL_WITHOUT),
            VERSIONS.stream())
        .<SettingKey<?>>map(key -> key)
        .toList();
  }

  static TlsOptions options(Settings settings) {
    return new TlsOptions(
        path(settings.get(AUTHORITIES)),
        required(settings, CERTIFICATE),
        required(settings, KEY),
        settings.get(PASSWORD).isEmpty() ? null : settings.get(PASSWORD),
        settings.get(VERIFY),
        settings.get(FAIL_WITHOUT),
        VERSIONS.stream().map(settings::get).filter(version -> !version.isEmpty()).toList());
  }

  private static Path required(Settings settings, SettingKey<String> key) {
    Path path = path(settings.get(key));
    if (path == null) {
      throw new IllegalArgumentException(
          "setting " + LISTENER.name() + " needs " + key.name() + " as well");
    }
    return path;
  }

  private static Path path(String text) {
    return text.isEmpty() ? null : Path.of(text);
  }

  private static SettingKey<String> file(String name, String what) {
    return new SettingKey<>("ssl_options." + name, text(), "", "PEM file with " + what + ".");
  }

  private static SettingKey<String> version(int index) {
    return new SettingKey<>(
        "ssl_options.versions." + index,
        TlsSettings::javaVersion,
        "",
        "A TLS version that clients may use: tlsv1.3, tlsv1.2, tlsv1.1 or tlsv1.");
  }

  private static String javaVersion(String name) {
    return switch (name) {
      case "" -> "";
      case "tlsv1.3" -> "TLSv1.3";
      case "tlsv1.2" -> "TLSv1.2";
      case "tlsv1.1" -> "TLSv1.1";
      case "tlsv1" -> "TLSv1";
      default -> throw new IllegalArgumentException("expected tlsv1.3, tlsv1.2, tlsv1.1 or tlsv1");
    };
  }

  private static boolean verify(String text) {
    return switch (text) {
      case "verify_peer" -> true;
      case "verify_none" -> false;
      default -> throw new IllegalArgumentException("expected verify_peer or verify_none");
    };
  }
}
