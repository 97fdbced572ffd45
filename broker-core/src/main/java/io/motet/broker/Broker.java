package io.motet.broker;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A running broker with all front ends found on the class path. */
public final class Broker implements AutoCloseable {
  private Broker() {}

  /**
   * Recovers the data, opens all listeners and returns when clients can connect.
   *
   * @throws IllegalArgumentException for a setting that is unknown or wrong
   * @throws IllegalStateException when the data directory is in use or cannot be read
   */
  public static Broker start(BrokerSettings settings) {
    throw new UnsupportedOperationException(String.valueOf(settings));
  }

  /** All settings there are: the core's, the journal's and those of the front ends found. */
  public static List<SettingKey<?>> knownSettings() {
    throw new UnsupportedOperationException();
  }

  /** The listeners that are open, with the ports really bound. */
  public List<Listener> listeners() {
    throw new UnsupportedOperationException();
  }

  /** The port of a listener by protocol name, for example {@code amqp} or {@code http}. */
  public int port(String protocol) {
    throw new UnsupportedOperationException(protocol);
  }

  /** For embedders that look inside. */
  public FrontEndContext context() {
    throw new UnsupportedOperationException();
  }

  /** Completes with the reason when somebody asks the broker to stop, or its journal fails. */
  public CompletionStage<String> stopRequested() {
    throw new UnsupportedOperationException();
  }

  /** Tells clients, writes everything, closes. Blocks; does nothing the second time. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
