/**
 * The bytes of batches and records, as {@code docs/storage-format.md} describes them: how each is
 * written and how each is read.
 *
 * <p>Must not know segments' life, shards or threads.
 */
package io.motet.storage.record;
