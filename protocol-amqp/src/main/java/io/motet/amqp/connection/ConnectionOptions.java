package io.motet.amqp.connection;

import java.util.List;

/**
 * Limits and times of AMQP connections; the settings behind them are listed in {@code
 * docs/protocols/amqp.md}.
 *
 * @param productVersion the RabbitMQ version that clients are told
 * @param frameMaxBytes largest frame offered, 0 for no limit
 * @param initialFrameMaxBytes largest frame before the client has logged in
 * @param channelMax most channels per connection offered, 0 for no limit
 * @param channelMaxPerNode most channels of all connections, 0 for no limit
 * @param connectionMax most connections, 0 for no limit
 * @param heartbeatSeconds offered, 0 for none
 * @param handshakeTimeoutMillis from accepting a socket to connection.open
 * @param refusalDelayMillis how long a client that failed to log in is kept waiting
 * @param mechanisms SASL mechanisms offered
 * @param writeHighBytes unsent bytes from which a socket counts as not writable
 * @param writeLowBytes unsent bytes from which it is writable again
 */
public record ConnectionOptions(
    String productVersion,
    int frameMaxBytes,
    int initialFrameMaxBytes,
    int channelMax,
    int channelMaxPerNode,
    int connectionMax,
    int heartbeatSeconds,
    int handshakeTimeoutMillis,
    int refusalDelayMillis,
    List<String> mechanisms,
    int writeLowBytes,
    int writeHighBytes) {}
