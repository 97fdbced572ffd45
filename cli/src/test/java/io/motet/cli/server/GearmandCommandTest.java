package io.motet.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.cli.server.config.ConfiguredValue;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GearmandCommandTest {
  private static Map<String, String> settings(String... arguments) {
    GearmandCommand command = new GearmandCommand();
    new CommandLine(command).parseArgs(arguments);
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, ConfiguredValue> entry : command.settings().entrySet()) {
      values.put(entry.getKey(), entry.getValue().value());
    }
    return values;
  }

  @Test
  void servesGearmanAlone() {
    assertThat(settings())
        .containsEntry("gearman.listeners.tcp.default", "4730")
        .containsEntry("listeners.tcp.default", "none")
        .containsEntry("management.tcp.port", "none")
        .containsEntry("prometheus.tcp.port", "none");
  }

  @Test
  void takesTheOptionsOfStartScripts() {
    assertThat(
            settings(
                "--port=4731",
                "--listen=127.0.0.1",
                "--pid-file=/run/g.pid",
                "--log-file=/var/log/g.log",
                "--verbose=WARNING",
                "-u",
                "gearman",
                "--round-robin",
                "--job-retries=3",
                "--exceptions",
                "--worker-wakeup=1",
                "--threads=4"))
        .containsEntry("gearman.listeners.tcp.default", "127.0.0.1:4731")
        .containsEntry("pid_file", "/run/g.pid")
        .containsEntry("log.file", "/var/log/g.log")
        .containsEntry("log.file.level", "warning")
        .containsEntry("log.console", "false")
        .containsEntry("gearman.round_robin", "true")
        .containsEntry("gearman.job_retries", "3")
        .containsEntry("gearman.exceptions", "true")
        .containsEntry("gearman.worker_wakeup", "1");
  }

  @Test
  void bracketsAddressesOfVersion6() {
    assertThat(settings("-L", "::1", "-p", "1", "-l", "stderr"))
        .containsEntry("gearman.listeners.tcp.default", "[::1]:1")
        .containsEntry("log.console", "true");
  }
}
