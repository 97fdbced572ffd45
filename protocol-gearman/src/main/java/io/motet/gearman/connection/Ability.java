package io.motet.gearman.connection;

import io.motet.gearman.job.Function;

/**
 * Something a worker can do.
 *
 * @param timeoutMillis how long a job of it may take, or 0
 */
record Ability(Function function, long timeoutMillis) {}
