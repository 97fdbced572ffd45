/** Tests of the translation of Kafka's settings. */
package io.motet.cli.server.kafka;
