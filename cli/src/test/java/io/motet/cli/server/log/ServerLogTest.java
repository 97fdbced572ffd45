package io.motet.cli.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.cli.server.config.Configuration;
import io.motet.cli.server.config.ConfiguredValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ServerLogTest {
  @TempDir private Path directory;

  @Test
  void linesLookLikeRabbitMqs() throws IOException {
    Path file = logTo("info");
    Logger logger = LoggerFactory.getLogger("test");
    logger.info("accepting {} connection", "AMQP");
    logger.debug("not shown");
    logger.warn("careful");
    logger.error("broken", new IllegalStateException("why"));
    ServerLog.close();
    List<String> lines = Files.readAllLines(file);
    String time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00 ";
    assertThat(lines.get(0)).matches(time + "\\[info] accepting AMQP connection");
    assertThat(lines.get(1)).matches(time + "\\[warning] careful");
    assertThat(lines.get(2)).matches(time + "\\[error] broken");
    assertThat(lines.get(3)).isEqualTo("java.lang.IllegalStateException: why");
  }

  @Test
  void theLevelIsASetting() throws IOException {
    Path file = logTo("error");
    LoggerFactory.getLogger("test").warn("not shown");
    LoggerFactory.getLogger("test").error("shown");
    ServerLog.close();
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void librariesAreHeardFromWarningOn() throws IOException {
    Path file = logTo("debug");
    LoggerFactory.getLogger("io.netty.channel").info("not shown");
    LoggerFactory.getLogger("io.motet.broker").debug("shown");
    ServerLog.close();
    assertThat(Files.readAllLines(file)).singleElement().asString().endsWith("[debug] shown");
  }

  private Path logTo(String level) {
    Path file = directory.resolve("motet.log");
    ServerLog.configure(
        Configuration.load(
            List.of(),
            null,
            Map.of(),
            Map.of(
                "log.console", new ConfiguredValue("false", "test"),
                "log.file", new ConfiguredValue(file.toString(), "test"),
                "log.file.level", new ConfiguredValue(level, "test"))));
    return file;
  }
}
