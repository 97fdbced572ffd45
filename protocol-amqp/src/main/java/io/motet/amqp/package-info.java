/**
 * AMQP 0-9-1 as RabbitMQ speaks it: the front end that the broker finds, its settings and its
 * listeners. Must not know what a connection or a channel does.
 */
package io.motet.amqp;
