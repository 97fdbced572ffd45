package io.motet.broker.queue;

import io.motet.storage.log.batch.BatchHeader;

/**
 * Which batch of its producer a batch of messages is.
 *
 * @param header read for this batch alone
 * @param silentSinceMillis producers that have sent nothing since may be forgotten
 */
public record NumberedBatch(BatchHeader header, long silentSinceMillis) {}
