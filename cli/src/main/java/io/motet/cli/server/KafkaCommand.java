package io.motet.cli.server;

import io.motet.broker.Broker;
import io.motet.cli.server.config.Configuration;
import io.motet.cli.server.config.ConfiguredValue;
import io.motet.cli.server.kafka.ServerProperties;
import io.motet.cli.server.log.ServerLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code motet kafka}: a broker that serves Kafka only and reads Kafka's {@code server.properties},
 * so that scripts which start Kafka need another name and no other change.
 */
@Command(
    name = "kafka",
    description = "Runs a broker for Kafka only, with a server.properties of Kafka.")
final class KafkaCommand implements Callable<Integer> {
  private static final List<String> OTHER_LISTENERS =
      List.of(
          "listeners.tcp.default",
          "management.tcp.port",
          "prometheus.tcp.port",
          "gearman.listeners.tcp.default",
          "zmtp.listeners.tcp.default");

  @Parameters(arity = "0..1", paramLabel = "server.properties", description = "Kafka's settings.")
  private Path file;

  @Option(
      names = "--override",
      paramLabel = "KEY=VALUE",
      description = "One of Kafka's settings, over what the file says.")
  private Map<String, String> overrides = Map.of();

  @Override
  public Integer call() {
    ServerProperties properties = ServerProperties.of(properties());
    Configuration configuration =
        Configuration.load(Broker.knownSettings(), null, System.getenv(), settings(properties));
    ServerLog.configure(configuration);
    try {
      sayWhatIsNotFollowed(properties);
      return new Server(configuration, System.out).run();
    } finally {
      ServerLog.close();
    }
  }

  private static void sayWhatIsNotFollowed(ServerProperties properties) {
    var log = LoggerFactory.getLogger(KafkaCommand.class);
    if (!properties.withoutMeaning().isEmpty()) {
      log.info(
          "of server.properties these have no meaning here: {}",
          String.join(", ", properties.withoutMeaning()));
    }
    for (String unknown : properties.unknown()) {
      log.warn("server.properties: {} is not known and not followed", unknown);
    }
  }

  /** What the file, read as Kafka reads it, and the command line say. */
  Map<String, String> properties() {
    Properties read = new Properties();
    if (file != null) {
      try (InputStream bytes = Files.newInputStream(file)) {
        read.load(bytes);
      } catch (IOException e) {
        throw new IllegalArgumentException("cannot read " + file + ": " + e, e);
      }
    }
    Map<String, String> properties = new HashMap<>();
    read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
    properties.putAll(overrides);
    return properties;
  }

  private static String origin(ServerProperties properties, String key) {
    String origin = properties.origins().get(key);
    return origin == null ? "server.properties" : origin + " in server.properties";
  }

  /** The settings that the properties stand for. */
  static Map<String, ConfiguredValue> settings(ServerProperties properties) {
    Map<String, ConfiguredValue> values = new LinkedHashMap<>();
    OTHER_LISTENERS.forEach(key -> values.put(key, new ConfiguredValue("none", "motet kafka")));
    properties
        .settings()
        .forEach(
            (key, value) -> values.put(key, new ConfiguredValue(value, origin(properties, key))));
    return values;
  }
}
