package io.motet.kafka.connection;

/**
 * Limits of connections.
 *
 * @param maxRequestBytes a longer frame ends its connection
 * @param maxLoginBytes the same of clients that have not said who they are
 * @param maxRequestsInFlight of one connection, begun or waiting; no more is read then
 * @param maxBytesInFlight of these; one may be larger
 * @param maxIdleMillis a connection that sends nothing for so long is closed
 * @param anonymousUser whose permissions clients have that do not log in; null refuses them
 * @param virtualHost whose topics clients see
 */
public record ConnectionOptions(
    int maxRequestBytes,
    int maxLoginBytes,
    int maxRequestsInFlight,
    long maxBytesInFlight,
    long maxIdleMillis,
    String anonymousUser,
    String virtualHost) {}
