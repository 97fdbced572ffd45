package io.motet.storage.log.state;

import io.motet.storage.log.segment.Segment;
import java.util.List;

/**
 * A log found again.
 *
 * @param segments in order; the last may be written on, unless it is ended
 * @param state as of the end of the log, but for the recovery point
 * @param clean whether nothing had to be gone over
 */
public record RecoveredLog(List<Segment> segments, LogState state, long endOffset, boolean clean) {}
