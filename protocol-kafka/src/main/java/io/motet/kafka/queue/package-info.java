/**
 * Queues that are no streams, as Kafka's clients see them: internal topics of one partition that
 * can be produced to and read by offset. Must not know how queues keep messages.
 */
package io.motet.kafka.queue;
