/**
 * A message between front ends and queues, kept in the encoding it came in. Must not know queues.
 */
package io.motet.broker.message;
