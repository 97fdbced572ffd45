package io.motet.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the server starts, refuses to start, and stops. */
@Timeout(120)
class ServerProcessTest {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int CONNECTION_FORCED = 320;

  @TempDir private Path directory;

  @Test
  void announcesItsListenersAndThatItIsReady() throws Exception {
    try (ServerProcess server = ServerProcess.start(directory)) {
      assertThat(server.announced().subList(0, server.announced().size() - 1))
          .allMatch(line -> line.matches("\\S+ listening on 127.0.0.1:\\d+"));
      assertThat(server.announced())
          .last()
          .asString()
          .contains("ready", "pid " + server.pid(), directory.resolve("data").toString());
    }
  }

  @Test
  void stopsGracefullyOnSigterm() throws Exception {
    Path pidFile = directory.resolve("pid");
    try (ServerProcess server = ServerProcess.start(directory, "--pid-file", pidFile.toString())) {
      assertThat(Files.readString(pidFile).strip()).isEqualTo(String.valueOf(server.pid()));
      Connection connection = TestClient.connect(server);
      CompletableFuture<ShutdownSignalException> shutdown = new CompletableFuture<>();
      connection.addShutdownListener(shutdown::complete);
      server.terminate();
      assertThat(server.awaitExit()).isZero();
      assertThat(shutdown.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).getReason().toString())
          .contains("reply-code=" + CONNECTION_FORCED, "CONNECTION_FORCED");
      assertThat(pidFile).doesNotExist();
    }
  }

  @Test
  void stopsWhenMotetctlSaysSo() throws Exception {
    try (ServerProcess server = ServerProcess.start(directory)) {
      assertThat(TestClient.motetctl(server, "stop").exitCode()).isZero();
      assertThat(server.awaitExit()).isZero();
    }
  }

  @Test
  void aSecondInstanceOnTheSameDataIsRefused() throws Exception {
    try (ServerProcess first = ServerProcess.start(directory);
        ServerProcess second = ServerProcess.launch(directory)) {
      assertThat(second.awaitExit()).isEqualTo(1);
      assertThat(lastLine(second))
          .startsWith("motet: ")
          .contains(directory.resolve("data").toString(), String.valueOf(first.pid()));
    }
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerProcess server =
            ServerProcess.launch(
                directory, "--set", "listeners.tcp.default=127.0.0.1:" + taken.getLocalPort())) {
      assertThat(server.awaitExit()).isEqualTo(1);
      assertThat(lastLine(server))
          .startsWith("motet: ")
          .contains(String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void anUnknownSettingIsRefusedWithTheNearestOne() throws Exception {
    try (ServerProcess server = ServerProcess.launch(directory, "--set", "hartbeat=10")) {
      assertThat(server.awaitExit()).isEqualTo(1);
      assertThat(server.standardError())
          .isEqualTo(
              "motet: unknown setting hartbeat; the nearest known one is heartbeat (from --set)\n");
    }
  }

  private static String lastLine(ServerProcess server) throws Exception {
    List<String> lines = server.standardError().lines().toList();
    return lines.get(lines.size() - 1);
  }
}
