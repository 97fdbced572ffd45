package io.motet.kafka.connection;

import io.motet.broker.spi.FrontEndContext;
import io.motet.kafka.api.Apis;

/**
 * What all connections share.
 *
 * @param options limits and the like
 * @param open every open connection
 */
public record ConnectionServices(
    FrontEndContext context, Apis apis, ConnectionOptions options, OpenConnections open) {}
