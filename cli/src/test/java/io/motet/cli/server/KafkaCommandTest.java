package io.motet.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.Broker;
import io.motet.cli.server.config.Configuration;
import io.motet.cli.server.config.ConfiguredValue;
import io.motet.cli.server.kafka.ServerProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KafkaCommandTest {
  private static KafkaCommand command(String... arguments) {
    KafkaCommand command = new KafkaCommand();
    new CommandLine(command).parseArgs(arguments);
    return command;
  }

  @Test
  void overridesWinOverTheFile(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("server.properties"), "# Kafka\nnum.partitions=3\nnode.id = 7\n");
    assertThat(
            command(file.toString(), "--override", "num.partitions=4", "--override", "a.b=c=d")
                .properties())
        .isEqualTo(Map.of("num.partitions", "4", "node.id", "7", "a.b", "c=d"));
  }

  @Test
  void servesKafkaAlone() {
    Map<String, ConfiguredValue> settings =
        KafkaCommand.settings(ServerProperties.of(command().properties()));
    assertThat(settings.get("kafka.listeners.tcp.default").value()).isEqualTo("9092");
    assertThat(settings.get("listeners.tcp.default").value()).isEqualTo("none");
    assertThat(settings.get("management.tcp.port").value()).isEqualTo("none");
  }

  /** As java.util.Properties reads bytes. */
  @Test
  void lettersAreThoseOfLatin1(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("server.properties");
    Files.write(file, "log.dirs=/d\u00e4ta\nx=\\u20ac\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(command(file.toString()).properties())
        .isEqualTo(Map.of("log.dirs", "/d\u00e4ta", "x", "\u20ac"));
  }

  @Test
  void aWrongValueIsNamedAsItWasWritten() {
    ServerProperties properties = ServerProperties.of(Map.of("num.partitions", "many"));
    assertThatThrownBy(
            () ->
                Configuration.load(
                    Broker.knownSettings(), null, Map.of(), KafkaCommand.settings(properties)))
        .hasMessageContaining("(from num.partitions=many in server.properties)");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> command("/no/such/file").properties())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/no/such/file");
  }
}
