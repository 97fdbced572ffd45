package io.motet.kafka.config;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ClientSession;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The levels of the broker's loggers: shown here, and set in its settings. */
public final class LoggerConfigs implements ConfigKind {
  private static final byte BROKER_LOGGER = 8;
  private static final List<String> LOGGERS =
      List.of("root", "io.motet", "io.motet.broker", "io.motet.storage", "io.motet.kafka");

  private final Node node;
  private final Authorizer authorizer;

  /** For the only node. */
  public LoggerConfigs(Node node, Authorizer authorizer) {
    this.node = node;
    this.authorizer = authorizer;
  }

  @Override
  public byte type() {
    return BROKER_LOGGER;
  }

  @Override
  public Collection<String> names(ClientSession session) {
    return List.of(Integer.toString(node.id()));
  }

  @Override
  public List<ConfigEntry> describe(ClientSession session, String name) {
    check(session, Operation.DESCRIBE_CONFIGS, name);
    List<ConfigEntry> entries = new ArrayList<>();
    for (String logger : LOGGERS) {
      String slf4jName = logger.equals("root") ? Logger.ROOT_LOGGER_NAME : logger;
      entries.add(
          new ConfigEntry(
              logger,
              level(LoggerFactory.getLogger(slf4jName)),
              ConfigType.UNKNOWN,
              ConfigSource.LOGGER,
              true,
              List.of(),
              null));
    }
    return entries;
  }

  private static String level(Logger logger) {
    if (logger.isTraceEnabled()) {
      return "TRACE";
    }
    if (logger.isDebugEnabled()) {
      return "DEBUG";
    }
    if (logger.isInfoEnabled()) {
      return "INFO";
    }
    return logger.isWarnEnabled() ? "WARN" : "ERROR";
  }

  private void check(ClientSession session, Operation operation, String name) {
    if (!authorizer.mayCluster(session, operation)) {
      ErrorCode code = ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
      throw new ConfigException(code, code.text());
    }
    if (!name.equals(Integer.toString(node.id()))) {
      throw new ConfigException(
          ErrorCode.INVALID_REQUEST,
          "Unexpected broker id, expected " + node.id() + ", but received " + name);
    }
  }

  @Override
  public Collection<String> own(String name) {
    return List.of();
  }

  @Override
  public CompletableFuture<Void> alter(
      ClientSession session, String name, List<ConfigChange> changes, boolean validateOnly) {
    check(session, Operation.ALTER_CONFIGS, name);
    throw new ConfigException(
        ErrorCode.INVALID_REQUEST, "The levels of loggers are set in the broker's settings");
  }
}
