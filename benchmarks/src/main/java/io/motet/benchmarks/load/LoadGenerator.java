package io.motet.benchmarks.load;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point; each load is a sub-command. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    subcommands = {
      Throughput.class,
      Confirms.class,
      IdleQueues.class,
      IdleConnections.class,
      Fdatasync.class
    })
public final class LoadGenerator {
  private LoadGenerator() {}

  /** Exits non-zero when a load failed. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LoadGenerator()).execute(args));
  }
}
