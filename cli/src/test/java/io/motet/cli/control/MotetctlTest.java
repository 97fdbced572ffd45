package io.motet.cli.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of commands share: a stub of the API and a run of the tool. */
abstract class MotetctlTest {
  StubApi api;

  /** What a run printed, and its exit code. */
  record Run(String out, String err, int exitCode) {}

  @BeforeEach
  void startApi() throws IOException {
    api = new StubApi();
  }

  @AfterEach
  void stopApi() {
    api.close();
  }

  Run run(String... line) {
    return run(Map.of("MOTET_URL", api.url()), line);
  }

  static Run run(Map<String, String> environment, String... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        new Motetctl(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment)
            .run(List.of(line));
    return new Run(
        out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), exitCode);
  }

  /** As the samples of RabbitMQ's tools write the escape character. */
  static String escapes(String text) {
    return text.replace("^[", "\u001b");
  }
}
