package io.motet.storage.recovery;

import io.motet.storage.write.JournalPoint;
import java.util.List;

/**
 * What recovery found.
 *
 * @param end where the chain ends; segment 0 for a new journal
 * @param lastSegmentNumber greatest number in use
 * @param replayFrom the newest checkpoint's replay point, or null without one
 * @param lastCheckpointNumber 0 without one
 * @param replayedBytes journal replayed behind the checkpoint
 */
public record Recovered(
    JournalPoint end,
    int lastSegmentNumber,
    JournalPoint replayFrom,
    long lastCheckpointNumber,
    long replayedBytes,
    long droppedBytes,
    List<Damage> damage) {}
