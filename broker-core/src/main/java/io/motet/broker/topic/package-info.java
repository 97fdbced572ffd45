/**
 * Topics: named sets of partition logs that readers remember a place in. Batches are kept as the
 * producer sent them (Kafka's record batch, format 2), so this package knows that format's header;
 * it must not know requests, groups or connections.
 */
package io.motet.broker.topic;
