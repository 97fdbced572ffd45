package io.motet.storage.read;

import io.motet.storage.disk.DiskFile;

/**
 * What can be read of the file that a position lies in.
 *
 * @param end nothing at or behind this offset has been written
 */
public record ReadSource(DiskFile file, long end) {}
