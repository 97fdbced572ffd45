/**
 * The journal thread: takes chunks, writes them as batches at the tail, forces, and tells the
 * shards.
 *
 * <p>Must not know what records mean.
 */
package io.motet.storage.write;
