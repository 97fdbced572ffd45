package io.motet.broker.tls;

import static io.motet.broker.settings.SettingParsers.durationMillis;
import static io.motet.broker.settings.SettingParsers.listenAddress;
import static io.motet.broker.settings.SettingParsers.text;

import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.broker.shard.Shard;
import java.nio.file.Path;
import java.util.List;

/**
 * The settings of one protocol's TLS listener: {@code PREFIX.listeners.ssl.default} and {@code
 * PREFIX.ssl_options.*}, named as RabbitMQ names those of AMQP.
 */
public final class TlsListenerSettings {
  private final SettingKey<ListenAddress> listener;
  private final SettingKey<Long> handshakeTimeout;
  private final SettingKey<Long> reloadInterval;
  private final SettingKey<String> certificate;
  private final SettingKey<String> key;
  private final SettingKey<String> authorities;

  /**
   * @param prefix of the keys, for example {@code kafka}
   * @param protocol as people call it, for example {@code Kafka}
   */
  public TlsListenerSettings(String prefix, String protocol) {
    listener =
        new SettingKey<>(
            prefix + ".listeners.ssl.default",
            listenAddress(),
            "none",
            "Where " + protocol + " clients connect with TLS: a port, address:port, or none.");
    handshakeTimeout =
        new SettingKey<>(
            prefix + ".ssl_handshake_timeout",
            durationMillis(1, Integer.MAX_VALUE),
            "5000",
            "How long a TLS handshake of a " + protocol + " connection may take.");
    reloadInterval =
        new SettingKey<>(
            prefix + ".ssl_options.reload_interval",
            durationMillis(10, 86_400_000L),
            "10s",
            "How often the certificate files of "
                + protocol
                + "'s TLS listener are looked at for changes.");
    String options = prefix + ".ssl_options.";
    certificate =
        file(options + "certfile", "the server's certificate for " + protocol + "'s TLS listener.");
    key =
        file(options + "keyfile", "the server's private key for " + protocol + "'s TLS listener.");
    authorities =
        file(
            options + "cacertfile",
            "the authorities that "
                + protocol
                + " clients' certificates must come from; empty to ask for none.");
  }

  public List<SettingKey<?>> keys() {
    return List.of(listener, handshakeTimeout, reloadInterval, certificate, key, authorities);
  }

  /** Where clients connect with TLS; may be nowhere. */
  public ListenAddress listener(Settings settings) {
    return settings.get(listener);
  }

  /**
   * TLS as set, which looks for changed files on the given shard.
   *
   * @throws IllegalArgumentException when the certificate or the key is not set or not usable
   */
  public ReloadableTls reloadable(Settings settings, Shard shard) {
    ReloadableTls made =
        new ReloadableTls(options(settings), settings.get(handshakeTimeout).intValue());
    made.watch(shard, settings.get(reloadInterval));
    return made;
  }

  /** Clients must have a certificate where there are authorities to check it against. */
  private TlsOptions options(Settings settings) {
    String trusted = settings.get(authorities);
    boolean verify = !trusted.isEmpty();
    return new TlsOptions(
        verify ? Path.of(trusted) : null,
        required(settings, certificate),
        required(settings, key),
        null,
        verify,
        verify,
        List.of());
  }

  private Path required(Settings settings, SettingKey<String> setting) {
    String value = settings.get(setting);
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "setting " + listener.name() + " needs " + setting.name() + " as well");
    }
    return Path.of(value);
  }

  private static SettingKey<String> file(String name, String what) {
    return new SettingKey<>(name, text(), "", "PEM file with " + what);
  }
}
