package io.motet.amqp.connection;

import io.motet.broker.spi.FrontEndContext;
import java.util.Map;

/**
 * What all connections of the front end share.
 *
 * @param serverProperties sent in connection.start
 */
public record ConnectionServices(
    FrontEndContext broker,
    ConnectionOptions options,
    ChannelFactory channels,
    Map<String, Object> serverProperties,
    OpenConnections open) {}
