package io.motet.kafka.group.consumer;

import io.motet.kafka.group.modern.MemberTimes;

/**
 * Limits of consumer groups.
 *
 * @param maxSize members of a group
 * @param patternRefreshMillis how long new topics may go unnoticed by those who subscribe to a
 *     pattern
 */
public record ConsumerGroupOptions(MemberTimes times, int maxSize, int patternRefreshMillis) {}
