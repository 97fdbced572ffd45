package io.motet.kafka.group.streams;

/**
 * A member as the assignor sees it.
 *
 * @param processId members of one process share its memory and disk
 * @param before its target until now
 */
record MemberTasks(String memberId, String processId, Tasks before) {}
