package io.motet.cli.server.config;

/**
 * A setting's value and who said so.
 *
 * @param source for people: {@code motet.conf:12}, {@code MOTET_HEARTBEAT}, {@code --set}, {@code
 *     default}
 */
public record ConfiguredValue(String value, String source) {}
