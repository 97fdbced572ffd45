/** Kafka's own client library against an embedded broker. */
package io.motet.kafka.client;
