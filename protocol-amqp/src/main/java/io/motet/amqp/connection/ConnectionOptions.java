package io.motet.amqp.connection;

import java.util.List;

/**
 * Limits and times of AMQP connections; the settings behind them are listed in {@code
 * docs/protocols/amqp.md}.
 *
 * @param frameMaxBytes largest frame offered, 0 for no limit
 * @param initialFrameMaxBytes largest frame before the client has logged in
 * @param channelMax most channels per connection offered, 0 for no limit
 * @param channelMaxPerNode most channels of all connections, 0 for no limit
 * @param connectionMax most connections, 0 for no limit
 * @param heartbeatSeconds offered, 0 for none
 * @param handshakeTimeoutMillis from accepting a socket to connection.open
 * @param refusalDelayMillis how long a client that failed to log in is kept waiting
 * @param unsentLimitBytes from how much unsent on a client is not read any more
 * @param mechanisms SASL mechanisms offered
 */
public record ConnectionOptions(
    int frameMaxBytes,
    int initialFrameMaxBytes,
    int channelMax,
    int channelMaxPerNode,
    int connectionMax,
    int heartbeatSeconds,
    long handshakeTimeoutMillis,
    long refusalDelayMillis,
    long unsentLimitBytes,
    List<String> mechanisms) {}
