/**
 * Time, chance and threads: the only place in this module that touches the real ones.
 *
 * <p>Everything else is written as duty cycles over {@link
 * io.motet.storage.runtime.StorageRuntime}, so that a simulation can step it on one thread. Must
 * not know what the cycles do.
 */
package io.motet.storage.runtime;
