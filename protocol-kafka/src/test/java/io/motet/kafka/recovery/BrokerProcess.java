package io.motet.kafka.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.kafka.client.Clients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A broker in a process of its own, on one data directory, that can be killed and started again.
 */
final class BrokerProcess {
  private final Path data;
  private Process process;
  private int port;

  BrokerProcess(Path data) {
    this.data = data;
  }

  /** Starts it on the port that it had before, where clients look for it; on any at first. */
  Clients start(int shards) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(BrokerMain.class.getName());
    command.add(data.toString());
    command.add(Integer.toString(shards));
    command.add(Integer.toString(port));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder seen = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("port ")) {
        port = Integer.parseInt(line.substring("port ".length()));
        return new Clients(port);
      }
      seen.append(line).append('\n');
    }
    throw new IllegalStateException("the broker ended: " + seen);
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
