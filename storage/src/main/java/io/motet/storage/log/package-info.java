/**
 * The place for partition logs: a folder of segment files for each partition of a topic, with
 * record batches kept byte-identical.
 *
 * <p>They live beside the journal, in the data directory's {@code logs} folder, and share its
 * {@link io.motet.storage.disk.Disk} and {@link io.motet.storage.runtime.StorageRuntime}, but not
 * its files: a partition is read in order by many and trimmed at its head, so it gains nothing from
 * the shared journal and would pin its segments.
 */
package io.motet.storage.log;
