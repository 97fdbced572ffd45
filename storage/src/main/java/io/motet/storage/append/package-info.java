/**
 * The shard's side of the journal: records are collected in chunks of memory and handed over whole.
 *
 * <p>All of it runs on the shard's thread but for {@link io.motet.storage.append.Completions}, the
 * one way back. Must not know files.
 */
package io.motet.storage.append;
