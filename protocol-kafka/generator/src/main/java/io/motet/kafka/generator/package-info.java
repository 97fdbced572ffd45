/**
 * Makes Java classes from the schemas of Kafka's messages, while Motet is built. Must not know the
 * broker; what it emits knows only {@code io.motet.kafka.wire}.
 */
package io.motet.kafka.generator;
