package io.motet.kafka.group;

/**
 * Limits of groups.
 *
 * @param initialDelayMillis how long an empty group waits for more members before it begins
 * @param maxMetadataBytes of the text committed with an offset
 */
public record GroupOptions(
    int minSessionMillis,
    int maxSessionMillis,
    int initialDelayMillis,
    int maxSize,
    int maxMetadataBytes) {
  boolean allowsSession(int timeoutMillis) {
    return timeoutMillis >= minSessionMillis && timeoutMillis <= maxSessionMillis;
  }
}
