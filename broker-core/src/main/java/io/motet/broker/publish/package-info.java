/** The way of a message from a publisher to its queues and the word that it is safe. */
package io.motet.broker.publish;
