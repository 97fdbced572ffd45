/**
 * Access control lists as Kafka's tools set them: kept in the metadata store, looked up for every
 * request. Must not know what the permissions of the broker's users are.
 */
package io.motet.kafka.acl;
