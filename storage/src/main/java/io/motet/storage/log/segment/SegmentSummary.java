package io.motet.storage.log.segment;

/**
 * What is known of a segment without reading it; the head of its index file.
 *
 * @param sizeBytes of its batches
 * @param nextOffset behind its last record
 * @param firstTimestamp of its first batch, or -1 when empty
 * @param maxTimestamp of all its records, or -1
 * @param maxTimestampOffset base offset of the batch that has it, or -1
 * @param compactedAtMillis when it was first compacted, or 0
 */
public record SegmentSummary(
    int sizeBytes,
    long nextOffset,
    long firstTimestamp,
    long maxTimestamp,
    long maxTimestampOffset,
    long compactedAtMillis) {
  /** An empty segment. */
  static SegmentSummary empty(long baseOffset) {
    return new SegmentSummary(0, baseOffset, -1, -1, -1, 0);
  }
}
