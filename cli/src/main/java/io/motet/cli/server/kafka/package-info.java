/**
 * Turns what a {@code server.properties} of Kafka says into settings of this broker. Pure logic: it
 * must not know files, the log or the server.
 */
package io.motet.cli.server.kafka;
