/**
 * A Gearman job as a message in a queue: how its properties are encoded, and what they mean to
 * other protocols. Must not know connections or the job table.
 */
package io.motet.gearman.message;
