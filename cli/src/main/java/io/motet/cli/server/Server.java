package io.motet.cli.server;

import io.motet.broker.Broker;
import io.motet.broker.spi.Listener;
import io.motet.cli.BuildVersion;
import io.motet.cli.server.config.Configuration;
import io.motet.cli.server.config.ServerSettings;
import io.motet.cli.server.log.ServerLog;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker as a process: announces its ports, waits for a reason to stop, stops in good order. */
final class Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  /** Longer than any sound shutdown takes; what is confirmed is safe even then. */
  private static final int CLOSE_TIMEOUT_SECONDS = 30;

  private static final int KILLED_BY_SIGTERM = 128 + 15;

  private final Configuration configuration;
  private final PrintStream out;
  private final CompletableFuture<String> stop = new CompletableFuture<>();

  Server(Configuration configuration, PrintStream out) {
    this.configuration = configuration;
    this.out = out;
  }

  /**
   * Returns when the broker is closed.
   *
   * @return the process's exit code
   * @throws IllegalStateException when the broker cannot start, with a message for people
   */
  int run() {
    OpenFilesLimit.warnIfLow();
    TerminationSignals.handle(this::signalled);
    Broker broker = Broker.start(configuration.brokerSettings());
    try (PidFile pidFile = PidFile.write(configuration.path(ServerSettings.PID_FILE))) {
      broker.logExchange().ifPresent(ServerLog::publishTo);
      broker.stopRequested().whenComplete(this::stopRequested);
      announce(broker);
      return await(broker);
    }
  }

  private void announce(Broker broker) {
    for (Listener listener : broker.listeners()) {
      out.println(listener.protocol() + " listening on " + address(listener));
    }
    out.println(
        String.format(
            "motet %s ready, pid %d, data in %s",
            BuildVersion.TEXT,
            ProcessHandle.current().pid(),
            configuration.brokerSettings().dataDirectory().toAbsolutePath().normalize()));
    out.flush();
  }

  private static String address(Listener listener) {
    String host = listener.address();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + listener.port();
  }

  private int await(Broker broker) {
    int exitCode = 0;
    try {
      LOG.info("stopping: {}", stop.get());
    } catch (ExecutionException e) {
      LOG.error("stopping: {}", e.getCause().getMessage());
      exitCode = 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return close(broker) ? exitCode : 1;
  }

  private static boolean close(Broker broker) {
    try {
      CompletableFuture.runAsync(broker::close).get(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      LOG.error("stopping failed", e.getCause());
    } catch (TimeoutException e) {
      LOG.error("stopping took more than {} s and was given up", CLOSE_TIMEOUT_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** The first signal asks for a graceful stop, a second one means now. */
  private void signalled(String signal) {
    if (!stop.complete("received " + signal)) {
      Runtime.getRuntime().halt(KILLED_BY_SIGTERM);
    }
  }

  private void stopRequested(String reason, Throwable failure) {
    if (failure == null) {
      stop.complete(reason);
    } else {
      stop.completeExceptionally(failure);
    }
  }
}
