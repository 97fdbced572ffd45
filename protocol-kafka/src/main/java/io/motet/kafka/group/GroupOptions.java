package io.motet.kafka.group;

/**
 * Limits of groups.
 *
 * @param initialDelayMillis how long an empty group waits for more members before it begins
 * @param maxMetadataBytes of the text committed with an offset
 * @param retentionMillis how long offsets are kept that are of no use
 * @param retentionCheckMillis how often such are looked for
 */
public record GroupOptions(
    int minSessionMillis,
    int maxSessionMillis,
    int initialDelayMillis,
    int maxSize,
    int maxMetadataBytes,
    long retentionMillis,
    long retentionCheckMillis) {
  boolean allowsSession(int timeoutMillis) {
    return timeoutMillis >= minSessionMillis && timeoutMillis <= maxSessionMillis;
  }
}
