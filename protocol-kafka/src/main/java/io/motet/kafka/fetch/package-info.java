/**
 * Records out: fetch requests with their sessions, and look-ups of offsets. Must not know groups.
 */
package io.motet.kafka.fetch;
