package io.motet.storage.log;

import io.motet.storage.log.batch.BatchValidator;
import io.motet.storage.log.batch.Decompressor;
import io.motet.storage.log.segment.OpenFiles;
import io.motet.storage.runtime.StorageRuntime;

/**
 * What all logs share.
 *
 * @param leaderEpoch what batches are stamped with; greater after every start
 * @param salvages whether a damaged log is opened without what is damaged
 */
record LogServices(
    OpenFiles files,
    StorageRuntime runtime,
    Decompressor decompressor,
    BatchValidator validator,
    LogRoom room,
    LogWorkers workers,
    int leaderEpoch,
    boolean salvages) {}
