/**
 * The way of a message from a publisher to its queues, and the word that it is safe. Must not know
 * wire formats.
 */
package io.motet.broker.publish;
