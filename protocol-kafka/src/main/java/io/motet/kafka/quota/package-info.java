/**
 * Quotas of users, client ids and addresses: kept in the metadata store, measured over a sliding
 * window. Must not know how a connection slows its client down.
 */
package io.motet.kafka.quota;
