package io.motet.cli.server;

import io.motet.broker.Broker;
import io.motet.cli.server.config.Configuration;
import io.motet.cli.server.config.ConfiguredValue;
import io.motet.cli.server.log.ServerLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code motet gearmand}: a broker that serves Gearman only and takes gearmand's options, so that
 * scripts which start gearmand need another name and no other change.
 */
@Command(
    name = "gearmand",
    description = "Runs a broker for Gearman only, with gearmand's options.")
final class GearmandCommand implements Callable<Integer> {
  private static final List<String> OTHER_LISTENERS =
      List.of(
          "listeners.tcp.default",
          "management.tcp.port",
          "prometheus.tcp.port",
          "kafka.listeners.tcp.default",
          "zmtp.listeners.tcp.default");

  private static final String DEFAULT_PORT = "4730";

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "Port (default: 4730).")
  private String port = DEFAULT_PORT;

  @Option(
      names = {"-L", "--listen"},
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: all).")
  private String address;

  @Option(
      names = {"-P", "--pid-file"},
      paramLabel = "FILE",
      description = "File for the process id.")
  private String pidFile;

  @Option(
      names = {"-l", "--log-file"},
      paramLabel = "FILE",
      description = "File to log to; stderr for standard error, none for no log.")
  private String logFile;

  @Option(
      names = "--verbose",
      paramLabel = "LEVEL",
      description = "FATAL, ALERT, CRITICAL, ERROR, WARNING, NOTICE, INFO or DEBUG.")
  private String verbose = "INFO";

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "Understood; a JVM cannot change its user: start it as that user.")
  private String user;

  @Option(
      names = {"-R", "--round-robin"},
      description = "A worker's functions take turns.")
  private boolean roundRobin;

  @Option(
      names = {"-j", "--job-retries"},
      paramLabel = "N",
      description = "How often workers may be lost with a job before it fails (default: no limit).")
  private String jobRetries;

  @Option(names = "--exceptions", description = "Send exceptions to all clients.")
  private boolean exceptions;

  @Option(
      names = {"-w", "--worker-wakeup"},
      paramLabel = "N",
      description = "How many sleeping workers a job wakes (default: all).")
  private String workerWakeup;

  @Option(
      names = {"-t", "--threads"},
      paramLabel = "N",
      description = "Understood; the broker has as many threads as suit the machine.")
  private String threads;

  @Option(
      names = "--job-handle-prefix",
      paramLabel = "PREFIX",
      description = "What job handles begin with (default: H: and the host's name).")
  private String handlePrefix;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "Data directory (default: data).")
  private String dataDirectory;

  @Override
  public Integer call() {
    Configuration configuration =
        Configuration.load(Broker.knownSettings(), null, System.getenv(), settings());
    ServerLog.configure(configuration);
    try {
      sayWhatIsNotFollowed();
      return new Server(configuration, System.out).run();
    } finally {
      ServerLog.close();
    }
  }

  private void sayWhatIsNotFollowed() {
    String runningAs = System.getProperty("user.name");
    if (user != null && !user.equals(runningAs)) {
      System.err.println("motet: goes on as user " + runningAs + ", not as " + user);
    }
    if (threads != null) {
      System.err.println("motet: has as many threads as suit the machine, not " + threads);
    }
  }

  /** The settings that the options stand for. */
  Map<String, ConfiguredValue> settings() {
    Map<String, ConfiguredValue> values = new LinkedHashMap<>();
    OTHER_LISTENERS.forEach(key -> put(values, key, "none", "gearmand"));
    put(values, "gearman.listeners.tcp.default", listener(), "--port");
    put(values, "pid_file", pidFile, "--pid-file");
    put(values, "data_dir", dataDirectory, "--data-dir");
    put(values, "gearman.job_retries", jobRetries, "--job-retries");
    put(values, "gearman.worker_wakeup", workerWakeup, "--worker-wakeup");
    put(values, "gearman.job_handle_prefix", handlePrefix, "--job-handle-prefix");
    put(values, "gearman.round_robin", roundRobin ? "true" : null, "--round-robin");
    put(values, "gearman.exceptions", exceptions ? "true" : null, "--exceptions");
    putLog(values);
    return values;
  }

  private String listener() {
    if (address == null) {
      return port;
    }
    return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
  }

  private void putLog(Map<String, ConfiguredValue> values) {
    boolean file = logFile != null && !logFile.equals("stderr") && !logFile.equals("none");
    if (file) {
      put(values, "log.file", logFile, "--log-file");
      put(values, "log.file.level", level(), "--verbose");
    }
    put(
        values,
        "log.console",
        logFile == null || logFile.equals("stderr") ? "true" : "false",
        "--log-file");
    put(values, "log.console.level", level(), "--verbose");
  }

  private String level() {
    return switch (verbose.toUpperCase(Locale.ROOT)) {
      case "FATAL", "ALERT", "CRITICAL", "ERROR" -> "error";
      case "WARNING" -> "warning";
      case "NOTICE", "INFO" -> "info";
      case "DEBUG" -> "debug";
      default -> throw new IllegalArgumentException("--verbose " + verbose + ": no such level");
    };
  }

  private static void put(
      Map<String, ConfiguredValue> values, String key, String value, String source) {
    if (value != null) {
      values.put(key, new ConfiguredValue(value, source));
    }
  }
}
