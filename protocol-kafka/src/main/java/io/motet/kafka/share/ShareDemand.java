package io.motet.kafka.share;

/**
 * How much a member wants at once.
 *
 * @param maxRecords most records
 * @param wholeBatches whether it may be some more, so that no batch is divided
 * @param maxBytes of records; the first batch may be larger
 */
record ShareDemand(int maxRecords, boolean wholeBatches, int maxBytes) {}
