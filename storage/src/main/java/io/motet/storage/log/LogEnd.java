package io.motet.storage.log;

/**
 * Where a log ends, all as of one moment.
 *
 * @param endOffset of the next record
 * @param highWatermark behind what readers may see
 * @param lastStableOffset behind what readers of committed records may see
 * @param activeBase base offset of the segment that is written
 * @param activeBytes of it
 */
record LogEnd(
    long endOffset, long highWatermark, long lastStableOffset, long activeBase, int activeBytes) {}
