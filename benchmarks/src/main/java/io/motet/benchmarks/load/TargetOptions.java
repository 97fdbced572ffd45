package io.motet.benchmarks.load;

import picocli.CommandLine.Option;

/** Where the server is; shared by all loads. */
final class TargetOptions {
  @Option(names = "--host", defaultValue = "127.0.0.1")
  private String host;

  @Option(names = "--port", defaultValue = "5672")
  private int port;

  @Option(names = "--user", defaultValue = "guest")
  private String user;

  @Option(names = "--password", defaultValue = "guest")
  private String password;

  Target get() {
    return new Target(host, port, user, password);
  }
}
