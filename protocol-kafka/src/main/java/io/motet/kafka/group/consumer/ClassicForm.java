package io.motet.kafka.group.consumer;

/**
 * How a member takes part that speaks the classic protocol.
 *
 * @param protocol the assignor that its client prefers; nobody uses it
 */
record ClassicForm(String protocol, int sessionTimeoutMillis) {}
