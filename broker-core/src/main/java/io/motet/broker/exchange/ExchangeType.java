package io.motet.broker.exchange;

/**
 * A kind of exchange: what it accepts, and how it routes. One object per type, without state; each
 * exchange gets its own {@link Router}. Checks throw {@link io.motet.broker.error.BrokerException}.
 */
public interface ExchangeType {
  /** As clients write it, for example {@code topic}. */
  String name();

  /** Refuses arguments that make no sense. */
  default void checkArguments(ExchangeDeclaration declaration) {}

  /** Refuses a binding from such an exchange that makes no sense. */
  default void checkBinding(ExchangeDeclaration source, Binding binding) {}

  /**
   * Whether exchange and routing key alone decide, so that a route may be used again for other
   * messages.
   */
  boolean routesByName();

  Router newRouter(ExchangeDeclaration declaration);
}
