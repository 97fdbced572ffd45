package io.motet.cli.server.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.motet.broker.logging.LogExchange;
import io.motet.cli.server.config.Configuration;
import io.motet.cli.server.config.LogLevel;
import io.motet.cli.server.config.ServerSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Sets logback up in code: reading a configuration file would load an XML parser. Each target has a
 * thread of its own that writes, so that a slow terminal never holds up a connection; when it is
 * too slow, lines below warning are dropped first.
 */
public final class ServerLog {
  private static final int QUEUE_LENGTH = 4096;

  /** Libraries that tell at info what only their developers want to know. */
  private static final List<String> TALKATIVE = List.of("io.netty");

  private ServerLog() {}

  /** Replaces what was set up before. */
  public static void configure(Configuration configuration) {
    LoggerContext context = context();
    context.reset();
    context.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.DEBUG);
    TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    if (configuration.get(ServerSettings.CONSOLE_LOG)) {
      ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
      console.setTarget("System.err");
      add(root, console, configuration.get(ServerSettings.CONSOLE_LOG_LEVEL));
    }
    Path path = configuration.path(ServerSettings.LOG_FILE);
    if (path != null) {
      FileAppender<ILoggingEvent> file = new FileAppender<>();
      file.setFile(path.toString());
      add(root, file, configuration.get(ServerSettings.LOG_FILE_LEVEL));
    }
  }

  /** From now on lines go to the broker's log exchange, too. */
  public static void publishTo(LogExchange exchange) {
    LoggerContext context = context();
    LogLine layout = new LogLine();
    layout.setContext(context);
    layout.start();
    ExchangeAppender appender = new ExchangeAppender(exchange, layout);
    appender.setContext(context);
    appender.start();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  /** Writes what is queued and stops. */
  public static void close() {
    context().stop();
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private static void add(
      Logger root, OutputStreamAppender<ILoggingEvent> appender, LogLevel level) {
    LoggerContext context = root.getLoggerContext();
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(level(level).toString());
    filter.start();
    appender.setContext(context);
    appender.setEncoder(encoder(context));
    appender.addFilter(filter);
    appender.start();
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setQueueSize(QUEUE_LENGTH);
    queue.setNeverBlock(true);
    queue.addAppender(appender);
    queue.start();
    root.addAppender(queue);
  }

  private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext context) {
    LogLine layout = new LogLine();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  private static Level level(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARN;
      case ERROR -> Level.ERROR;
      case NONE -> Level.OFF;
    };
  }
}
