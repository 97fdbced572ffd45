package io.motet.storage.recovery;

import io.motet.storage.segment.Segment;

/** Batches of a segment that stand one behind the other, all verified. */
record Extent(Segment segment, long start, long end) {}
