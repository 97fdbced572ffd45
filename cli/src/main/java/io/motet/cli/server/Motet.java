package io.motet.cli.server;

import io.motet.cli.BuildVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code motet}. */
@Command(
    name = "motet",
    description = "One broker for the clients of RabbitMQ, Kafka, Gearman and ZeroMQ.",
    mixinStandardHelpOptions = true,
    versionProvider = Motet.Version.class,
    subcommands = {
      ServerCommand.class,
      GearmandCommand.class,
      KafkaCommand.class,
      ConfigCommand.class,
      Motet.VersionCommand.class
    },
    footer = {"", "'motet build' compiles Motet again. 'motetctl' administers a running broker."})
public final class Motet implements Runnable {
  @Spec private CommandSpec spec;

  private Motet() {}

  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** Runs a command line and answers the exit code. */
  static int execute(String... arguments) {
    return new CommandLine(new Motet())
        .setExecutionExceptionHandler(Motet::failed)
        .execute(arguments);
  }

  /** A message made for people is printed alone; anything else is a defect and shows its trace. */
  private static int failed(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
    if (failure instanceof IllegalArgumentException || failure instanceof IllegalStateException) {
      commandLine.getErr().println("motet: " + failure.getMessage());
    } else {
      failure.printStackTrace(commandLine.getErr());
    }
    return 1;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do, for example: motet server");
  }

  /** Where {@code --version} gets its text. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"motet " + BuildVersion.TEXT};
    }
  }

  @Command(name = "version", description = "Prints the version.")
  static final class VersionCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
      spec.commandLine().getOut().println("motet " + BuildVersion.TEXT);
    }
  }
}
