/**
 * The ways in which Kafka's producers compress records. Batches are stored as they come, so these
 * are used only where somebody must look inside. Must not know batches.
 */
package io.motet.kafka.compression;
