package io.motet.kafka.fetch;

/**
 * Limits of fetches.
 *
 * @param maxBytes most record bytes of one answer
 */
public record FetchOptions(int maxBytes) {}
