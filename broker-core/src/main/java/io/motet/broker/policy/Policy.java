package io.motet.broker.policy;

import java.util.Map;

/**
 * A policy.
 *
 * @param applyTo {@code queues}, {@code exchanges}, {@code all}, {@code classic_queues} …
 */
public record Policy(
    String virtualHost,
    String name,
    String pattern,
    String applyTo,
    int priority,
    Map<String, Object> definition) {}
