package io.motet.kafka.group.streams;

import io.motet.kafka.group.modern.MemberTimes;
import java.util.function.ToIntFunction;

/**
 * Limits of groups of Streams applications.
 *
 * @param maxSize members of a group
 * @param standbyReplicas how many other processes keep a copy of a task's state, by group
 */
public record StreamsGroupOptions(
    MemberTimes times, int maxSize, ToIntFunction<String> standbyReplicas) {}
