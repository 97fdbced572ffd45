package io.motet.kafka.group.share;

import io.motet.kafka.group.modern.MemberTimes;

/**
 * Limits of share groups.
 *
 * @param maxSize members of a group
 */
public record ShareGroupOptions(MemberTimes times, int maxSize) {}
