package io.motet.cli.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.settings.SettingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  private static final List<SettingKey<?>> BROKER_KEYS =
      List.of(
          new SettingKey<>("heartbeat", Integer::valueOf, "60", "Seconds between heartbeats."),
          new SettingKey<>("listeners.tcp.default", text -> text, "5672", "Where to listen."),
          new SettingKey<>("default_pass", text -> text, "guest", "A password."));

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("motet.conf");
  }

  @Test
  void defaultsApplyWhenNothingIsSet() {
    Configuration configuration = load(null, Map.of(), Map.of());
    assertThat(configuration.set()).isEmpty();
    assertThat(configuration.effective())
        .containsEntry("heartbeat", new ConfiguredValue("60", "default"));
    assertThat(configuration.brokerSettings().dataDirectory()).isEqualTo(Path.of("data"));
    assertThat(configuration.path(ServerSettings.PID_FILE)).isNull();
  }

  @Test
  void theFileIsWrittenLikeRabbitMqs() throws IOException {
    Files.writeString(
        file,
        """
        # a comment
        heartbeat = 10

          listeners.tcp.default=127.0.0.1:5673   # another
        default_pass = 'a#b = c'
        """);
    assertThat(load(file, Map.of(), Map.of()).set())
        .containsEntry("heartbeat", new ConfiguredValue("10", file + ":2"))
        .containsEntry("listeners.tcp.default", new ConfiguredValue("127.0.0.1:5673", file + ":4"))
        .containsEntry("default_pass", new ConfiguredValue("a#b = c", file + ":5"));
  }

  @Test
  void aLineThatIsNoSettingIsRefusedWithItsNumber() throws IOException {
    Files.writeString(file, "heartbeat = 1\nlisteners 5672\n");
    assertThatThrownBy(() -> load(file, Map.of(), Map.of()))
        .hasMessage(file + ":2: not of the form 'key = value': listeners 5672");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> load(file, Map.of(), Map.of()))
        .hasMessageStartingWith("cannot read the configuration file " + file);
  }

  @Test
  void environmentWinsOverFileAndCommandLineOverBoth() throws IOException {
    Files.writeString(file, "heartbeat = 1\ndefault_pass = a\nlisteners.tcp.default = 1\n");
    Configuration configuration =
        load(
            file,
            Map.of("MOTET_HEARTBEAT", "2", "MOTET_DEFAULT_PASS", "b"),
            Map.of("heartbeat", new ConfiguredValue("3", "--set")));
    assertThat(configuration.set())
        .containsEntry("heartbeat", new ConfiguredValue("3", "--set"))
        .containsEntry("default_pass", new ConfiguredValue("b", "MOTET_DEFAULT_PASS"))
        .containsEntry("listeners.tcp.default", new ConfiguredValue("1", file + ":3"));
  }

  @Test
  void dotsAreUnderscoresInTheEnvironment() {
    assertThat(load(null, Map.of("MOTET_LISTENERS_TCP_DEFAULT", "none"), Map.of()).set())
        .containsEntry(
            "listeners.tcp.default", new ConfiguredValue("none", "MOTET_LISTENERS_TCP_DEFAULT"));
  }

  @Test
  void otherVariablesAreLeftAlone() {
    Map<String, String> environment =
        Map.of("MOTET_SERVICE_HOST", "10.0.0.1", "MOTET_URL", "http://x", "HEARTBEAT", "9");
    assertThat(load(null, environment, Map.of()).set()).isEmpty();
  }

  @Test
  void anUnknownKeyNamesTheNearestOne() throws IOException {
    Files.writeString(file, "hartbeat = 10\n");
    assertThatThrownBy(() -> load(file, Map.of(), Map.of()))
        .hasMessage(
            "unknown setting hartbeat; the nearest known one is heartbeat (from " + file + ":1)");
  }

  @Test
  void aValueThatDoesNotParseNamesKeyValueAndSource() {
    assertThatThrownBy(
            () -> load(null, Map.of(), Map.of("heartbeat", new ConfiguredValue("soon", "--set"))))
        .hasMessageStartingWith("setting heartbeat = soon: ")
        .hasMessageEndingWith("(from --set)");
  }

  @Test
  void theServersOwnSettingsStayFromTheBroker() {
    Configuration configuration =
        load(
            null,
            Map.of("MOTET_LOG_FILE", "motet.log", "MOTET_HEARTBEAT", "5"),
            Map.of("data_dir", new ConfiguredValue("/var/lib/motet", "--data-dir")));
    assertThat(configuration.brokerSettings().settings().values())
        .containsExactly(Map.entry("heartbeat", "5"));
    assertThat(configuration.brokerSettings().dataDirectory()).isEqualTo(Path.of("/var/lib/motet"));
    assertThat(configuration.path(ServerSettings.LOG_FILE)).isEqualTo(Path.of("motet.log"));
  }

  @Test
  void portsOfProtocolsThatAreNotThereAreAcceptedAndKeptFromTheBroker() {
    Configuration configuration =
        load(
            null,
            Map.of(),
            Map.of("kafka.listeners.tcp.default", new ConfiguredValue("9092", "--set")));
    assertThat(configuration.brokerSettings().settings().values()).isEmpty();
  }

  @Test
  void aReservedKeyGivesWayToTheFrontEndsOwn() {
    SettingKey<String> own =
        new SettingKey<>("kafka.listeners.tcp.default", text -> text, "9092", "x");
    assertThat(Configuration.known(List.of(own)))
        .filteredOn(key -> key.name().equals("kafka.listeners.tcp.default"))
        .containsExactly(own);
  }

  private static Configuration load(
      Path file, Map<String, String> environment, Map<String, ConfiguredValue> commandLine) {
    return Configuration.load(BROKER_KEYS, file, environment, commandLine);
  }
}
