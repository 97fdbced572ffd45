package io.motet.broker.spi;

/**
 * An open port.
 *
 * @param protocol as management names it, for example {@code amqp}, {@code amqp/ssl}, {@code http}
 * @param address the address bound, {@code ::} or {@code 0.0.0.0} for all
 */
public record Listener(String protocol, String address, int port) {}
