/**
 * How Kafka's primitive types lie on the wire, and what generated messages are read with and
 * written to. Must not know what any message means.
 */
package io.motet.kafka.wire;
