/**
 * Values as RabbitMQ's tools print them: atoms, binaries, tuples, AMQP tables. Must not know how
 * they are laid out in rows.
 */
package io.motet.cli.control.term;
