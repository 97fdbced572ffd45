/** Conversions of old formats against Kafka's own reader and writer of them. */
package io.motet.kafka.format;
