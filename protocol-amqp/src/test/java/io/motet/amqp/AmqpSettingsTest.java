package io.motet.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.amqp.connection.ConnectionOptions;
import io.motet.broker.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmqpSettingsTest {
  private static ConnectionOptions options(Map<String, String> values) {
    Settings settings = Settings.of(values);
    settings.check(new AmqpFrontEnd().settingKeys());
    return AmqpSettings.connectionOptions(settings);
  }

  @Test
  void defaultsAreRabbits() {
    assertThat(options(Map.of()))
        .isEqualTo(
            new ConnectionOptions(
                131072,
                4096,
                2047,
                0,
                0,
                60,
                10_000,
                3_000,
                64L << 20,
                List.of("PLAIN", "AMQPLAIN")));
  }

  @Test
  void readsWhatIsSet() {
    Map<String, String> values = new HashMap<>();
    values.put("frame_max", "0");
    values.put("initial_frame_max", "8192");
    values.put("channel_max", "10");
    values.put("channel_max_per_node", "100");
    values.put("connection_max", "1000");
    values.put("heartbeat", "0");
    values.put("handshake_timeout", "5s");
    values.put("amqp.refusal_delay", "0");
    values.put("auth_mechanisms.1", "RABBIT-CR-DEMO");
    values.put("auth_mechanisms.2", "none");

    assertThat(options(values))
        .isEqualTo(
            new ConnectionOptions(
                0, 8192, 10, 100, 1000, 0, 5_000, 0, 64L << 20, List.of("RABBIT-CR-DEMO")));
  }

  @ParameterizedTest
  @CsvSource({
    "frame_max, 4095",
    "initial_frame_max, 0",
    "channel_max, 65536",
    "connection_max, 0",
    "channel_max_per_node, many",
    "heartbeat, -1",
    "handshake_timeout, 0",
    "auth_mechanisms.1, EXTERNAL",
    "ssl_options.versions.1, sslv3",
    "ssl_options.verify, maybe",
    "listeners.tcp.default, 65536",
    "tcp_listen_options.low_watermark, 1GiB",
    "tcp_listen_options.unsent_limit, 2KiB",
    "proxy_protocol, maybe"
  })
  void refusesWithTheNameOfTheSetting(String name, String value) {
    assertThatThrownBy(() -> options(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }
}
