package io.motet.kafka.connection;

import io.motet.broker.spi.FrontEndContext;
import io.motet.kafka.api.Apis;
import io.motet.kafka.sasl.PlainLogin;

/**
 * What all connections share.
 *
 * @param login for clients that do not put it into a request
 * @param options limits and the like
 * @param open every open connection
 */
public record ConnectionServices(
    FrontEndContext context,
    Apis apis,
    PlainLogin login,
    ConnectionOptions options,
    OpenConnections open) {}
