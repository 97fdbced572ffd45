/** Queues, their consumers and settlement. Must not know exchanges or wire formats. */
package io.motet.broker.queue;
