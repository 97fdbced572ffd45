/**
 * Consumer groups: who reads what, and how far. The groups themselves are pure logic with timers
 * from outside; handlers turn requests into calls. Must not know records.
 */
package io.motet.kafka.group;
