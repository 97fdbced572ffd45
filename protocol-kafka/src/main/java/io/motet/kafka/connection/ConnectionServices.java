package io.motet.kafka.connection;

import io.motet.broker.spi.FrontEndContext;
import io.motet.kafka.api.Apis;
import io.motet.kafka.quota.Quotas;
import io.motet.kafka.sasl.Logins;

/**
 * What all connections share.
 *
 * @param logins for clients that do not put it into a request
 * @param quotas of clients, and what was used of them
 * @param options limits and the like
 * @param open every open connection
 */
public record ConnectionServices(
    FrontEndContext context,
    Apis apis,
    Logins logins,
    Quotas quotas,
    ConnectionOptions options,
    OpenConnections open) {}
