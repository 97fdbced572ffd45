package io.motet.cli.server;

import io.motet.broker.Broker;
import io.motet.cli.server.config.Configuration;
import io.motet.cli.server.config.ConfiguredValue;
import io.motet.cli.server.config.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say how a broker is configured. */
final class ConfigurationOptions {
  private static final Path DEFAULT_FILE = Path.of("motet.conf");

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "Configuration file (default: MOTET_CONF, or motet.conf if it is there).")
  private Path file;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "Data directory (default: data).")
  private String dataDirectory;

  @Option(names = "--pid-file", paramLabel = "FILE", description = "File for the process id.")
  private String pidFile;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting; wins over environment and file. May be repeated.")
  private List<String> settings = List.of();

  /** Throws IllegalArgumentException that names the setting, its value and its source. */
  Configuration load(Map<String, String> environment) {
    return Configuration.load(
        Broker.knownSettings(), file(environment), environment, commandLine());
  }

  private Path file(Map<String, String> environment) {
    if (file != null) {
      return file;
    }
    String named = environment.get("MOTET_CONF");
    if (named != null) {
      return Path.of(named);
    }
    return Files.exists(DEFAULT_FILE) ? DEFAULT_FILE : null;
  }

  private Map<String, ConfiguredValue> commandLine() {
    Map<String, ConfiguredValue> values = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException("--set " + setting + ": not of the form key=value");
      }
      values.put(
          setting.substring(0, equals).strip(),
          new ConfiguredValue(setting.substring(equals + 1).strip(), "--set"));
    }
    if (dataDirectory != null) {
      values.put(
          ServerSettings.DATA_DIRECTORY.name(), new ConfiguredValue(dataDirectory, "--data-dir"));
    }
    if (pidFile != null) {
      values.put(ServerSettings.PID_FILE.name(), new ConfiguredValue(pidFile, "--pid-file"));
    }
    return values;
  }
}
