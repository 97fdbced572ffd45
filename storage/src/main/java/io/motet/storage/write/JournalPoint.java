package io.motet.storage.write;

/**
 * A place between two batches, from which recovery can replay.
 *
 * @param offset where the next batch begins, or would if the segment does not end there
 * @param sequence number of the next record
 */
public record JournalPoint(int segmentNumber, long offset, long sequence) {}
