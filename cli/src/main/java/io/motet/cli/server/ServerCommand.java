package io.motet.cli.server;

import io.motet.cli.server.config.Configuration;
import io.motet.cli.server.log.ServerLog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code motet server}: a broker until somebody stops it. */
@Command(name = "server", description = "Runs a broker in the foreground.")
final class ServerCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions options;

  @Override
  public Integer call() {
    Configuration configuration = options.load(System.getenv());
    ServerLog.configure(configuration);
    try {
      return new Server(configuration, System.out).run();
    } finally {
      ServerLog.close();
    }
  }
}
