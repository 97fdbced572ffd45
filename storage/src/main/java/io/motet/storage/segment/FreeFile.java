package io.motet.storage.segment;

import io.motet.storage.disk.DiskFile;

/** A file without contents of value, its blocks allocated. */
public record FreeFile(DiskFile file, long sizeBytes) {}
