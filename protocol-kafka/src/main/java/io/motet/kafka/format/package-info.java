/**
 * The formats of records before 0.11 (message sets of magic 0 and 1), made from and into today's
 * batches. Must not know requests or logs.
 */
package io.motet.kafka.format;
