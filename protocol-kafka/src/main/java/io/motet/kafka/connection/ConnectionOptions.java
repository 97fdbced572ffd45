package io.motet.kafka.connection;

/**
 * Limits of connections.
 *
 * @param maxRequestBytes a longer frame ends its connection
 * @param maxRequestsInFlight of one connection, begun or waiting; no more is read then
 * @param maxIdleMillis a connection that sends nothing for so long is closed
 * @param anonymousUser whose permissions clients have that do not log in; null refuses them
 * @param virtualHost whose topics clients see
 */
public record ConnectionOptions(
    int maxRequestBytes,
    int maxRequestsInFlight,
    long maxIdleMillis,
    String anonymousUser,
    String virtualHost) {}
