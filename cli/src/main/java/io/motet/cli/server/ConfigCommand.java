package io.motet.cli.server;

import io.motet.broker.Broker;
import io.motet.cli.server.config.Configuration;
import io.motet.cli.server.config.ConfiguredValue;
import io.motet.cli.server.config.SettingsTable;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code motet config}: about the configuration, without starting a broker. */
@Command(
    name = "config",
    description = "Shows the configuration.",
    subcommands = {ConfigCommand.Show.class, ConfigCommand.Keys.class})
final class ConfigCommand {
  private ConfigCommand() {}

  @Command(
      name = "show",
      description = "Prints the settings and where each comes from, as a configuration file.")
  static final class Show implements Runnable {
    @Mixin private ConfigurationOptions options;

    @Option(names = "--effective", description = "The defaults too.")
    private boolean effective;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
      Configuration configuration = options.load(System.getenv());
      print(
          effective ? configuration.effective() : configuration.set(), spec.commandLine().getOut());
    }

    private static void print(Map<String, ConfiguredValue> values, PrintWriter out) {
      values.forEach(
          (key, value) ->
              out.println(key + " = " + shown(key, value.value()) + "    # " + value.source()));
      out.flush();
    }

    /** Passwords are not for the eyes of whoever looks over a shoulder or into a ticket. */
    private static String shown(String key, String value) {
      return key.matches(".*(pass|password|secret)") ? "********" : value;
    }
  }

  @Command(name = "keys", description = "Prints all settings there are, as a Markdown table.")
  static final class Keys implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
      PrintWriter out = spec.commandLine().getOut();
      out.print(SettingsTable.of(Configuration.known(Broker.knownSettings())));
      out.flush();
    }
  }
}
