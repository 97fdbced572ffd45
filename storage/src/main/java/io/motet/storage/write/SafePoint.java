package io.motet.storage.write;

/**
 * The end of what is forced and known to the shards.
 *
 * @param replayFrom the end, or where the oldest transaction that still lacks a part begins
 */
public record SafePoint(JournalPoint end, JournalPoint replayFrom) {}
