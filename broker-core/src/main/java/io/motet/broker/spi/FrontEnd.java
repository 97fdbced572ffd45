package io.motet.broker.spi;

import io.motet.broker.message.MessageFormat;
import io.motet.broker.settings.SettingKey;
import java.util.List;
import java.util.Optional;

/**
 * A protocol, or the management API, as the broker sees it. Found by ServiceLoader: a new one is a
 * new module and no change elsewhere. Life: {@link #start} once, {@link #drain}, {@link #close}.
 */
public interface FrontEnd extends AutoCloseable {
  /** Short name for logs and settings, for example {@code amqp}. */
  String name();

  /** The settings it understands, with defaults. Asked before the broker starts. */
  List<SettingKey<?>> settingKeys();

  /** The encoding its messages are kept in, where it has one. Asked before recovery. */
  default Optional<MessageFormat> messageFormat() {
    return Optional.empty();
  }

  /**
   * Front ends start in this order, equal ones by name. What tells others that the broker is up
   * comes last.
   */
  default int startOrder() {
    return 0;
  }

  /** Opens its listeners. Failing to bind throws, with the address in the message. */
  void start(FrontEndContext context);

  /** The listeners that are open, with the port really bound. */
  List<Listener> listeners();

  /** Closes listeners and tells clients that the broker goes away; returns when they were told. */
  void drain();

  /** Drops what is left. */
  @Override
  void close();
}
