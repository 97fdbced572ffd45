/**
 * Partition logs: record batches of a topic's partition, kept byte-identical in segment files of
 * their own.
 *
 * <p>They live beside the journal, in the data directory's {@code logs} folder, and share its
 * {@link io.motet.storage.disk.Disk} and {@link io.motet.storage.runtime.StorageRuntime}, but not
 * its files: a partition is read in order by many and trimmed at its head, so it gains nothing from
 * the shared journal and would pin its segments. Must not know topics, groups or requests.
 */
package io.motet.storage.log;
