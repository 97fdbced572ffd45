package io.motet.cli.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of settings says what the code does. {@code motet config keys} prints the table. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void thePageHasTheTableOfAllSettings() throws IOException {
    String table = SettingsTable.of(Configuration.known(Broker.knownSettings()));
    assertThat(Files.readString(PAGE)).contains(table);
  }
}
