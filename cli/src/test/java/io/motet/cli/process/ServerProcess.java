package io.motet.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code motet server} as a child process, with the class path of the tests. */
final class ServerProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path log;
  private final List<String> announced = new ArrayList<>();

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a server on free ports and returns at once.
   *
   * @param directory gets the data, and what is written to standard error
   */
  static ServerProcess launch(Path directory, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("server"));
    arguments.addAll(List.of("--data-dir", directory.resolve("data").toString()));
    arguments.addAll(List.of("--set", "listeners.tcp.default=127.0.0.1:0"));
    arguments.addAll(List.of("--set", "gearman.listeners.tcp.default=127.0.0.1:0"));
    arguments.addAll(List.of("--set", "management.tcp.port=127.0.0.1:0"));
    arguments.addAll(List.of("--set", "prometheus.tcp.port=none"));
    arguments.addAll(List.of("--set", "kafka.listeners.tcp.default=127.0.0.1:0"));
    arguments.addAll(List.of("--set", "zmtp.listeners.tcp.default=none"));
    arguments.addAll(List.of(more));
    return run(directory, arguments);
  }

  /** Runs {@code motet} with these arguments. */
  private static ServerProcess run(Path directory, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.add("io.motet.cli.server.Motet");
    command.addAll(arguments);
    Path log = directory.resolve("stderr-" + System.identityHashCode(command));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("MOTET_"));
    return new ServerProcess(builder.start(), log);
  }

  /** Starts a server and waits until it says that it is ready. */
  static ServerProcess start(Path directory, String... more) throws IOException {
    return ready(launch(directory, more));
  }

  /** The same by another of {@code motet}'s commands. */
  static ServerProcess startBy(Path directory, String... arguments) throws IOException {
    return ready(launchBy(directory, arguments));
  }

  /** As {@link #launch}, by another of {@code motet}'s commands. */
  static ServerProcess launchBy(Path directory, String... arguments) throws IOException {
    return run(directory, List.of(arguments));
  }

  private static ServerProcess ready(ServerProcess server) throws IOException {
    if (!server.awaitReady()) {
      throw new AssertionError("the server ended before it was ready: " + server.standardError());
    }
    return server;
  }

  /** False when it ended before. */
  private boolean awaitReady() throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      announced.add(line);
      if (line.contains("ready")) {
        return true;
      }
    }
    return false;
  }

  /** The lines before the server was ready, and the one that says so. */
  List<String> announced() {
    return announced;
  }

  /** The port that the listener of a protocol announced. */
  int port(String protocol) {
    Pattern line = Pattern.compile(protocol + " listening on .*:(\\d+)");
    for (String candidate : announced) {
      Matcher matcher = line.matcher(candidate);
      if (matcher.matches()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    throw new AssertionError("no listener for " + protocol + " among " + announced);
  }

  long pid() {
    return process.pid();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitExit();
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + PATIENCE_SECONDS + " s");
    }
    return process.exitValue();
  }

  String standardError() throws IOException {
    return java.nio.file.Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
