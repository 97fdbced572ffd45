/**
 * Topics seen as queues: message by message, as AMQP's streams are. A message becomes a record when
 * it is appended, a record a message when it is read; a reader has a place of its own and takes
 * nothing away. Must not know requests of any protocol, nor how logs are kept.
 */
package io.motet.broker.stream;
