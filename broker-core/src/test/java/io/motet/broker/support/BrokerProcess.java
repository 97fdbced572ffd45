package io.motet.broker.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, which can be killed. */
public final class BrokerProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private BrokerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it with the class path of the test and waits until it is ready.
   *
   * @param frontEnd whose port is {@link #port}; each setting is {@code key=value}
   * @throws IllegalStateException with what it printed, if it ended instead
   */
  public static BrokerProcess start(String frontEnd, Path dataDirectory, String... settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), BrokerMain.class.getName()));
    command.addAll(List.of(frontEnd, dataDirectory.toString()));
    command.addAll(List.of(settings));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder seen = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(BrokerMain.READY)) {
        drain(lines);
        return new BrokerProcess(
            process, Integer.parseInt(line.substring(BrokerMain.READY.length())));
      }
      seen.append(line).append('\n');
    }
    throw new IllegalStateException("the broker did not start:\n" + seen);
  }

  /** So that logging never blocks the broker. */
  private static void drain(BufferedReader lines) {
    Thread reader =
        new Thread(
            () -> {
              try {
                while (lines.readLine() != null) {
                  // Nobody wants it.
                }
              } catch (IOException e) {
                // The process is gone.
              }
            });
    reader.setDaemon(true);
    reader.start();
  }

  public int port() {
    return port;
  }

  /** As kill -9 does it; returns when it is gone. */
  public void kill() throws InterruptedException {
    if (!process.destroyForcibly().waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the broker outlives kill -9");
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
