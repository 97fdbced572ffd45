/**
 * Kafka's record batch, format 2: its header, its checks, the records in it, and the control batch
 * that ends a transaction. Pure functions over bytes; must not know files.
 */
package io.motet.storage.log.batch;
