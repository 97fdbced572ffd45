/**
 * What clients of RabbitMQ rely on, asked with its own Java client: codes, texts, order,
 * settlement. Runs against an embedded broker, or with {@code -Dmotet.test.amqp=host:port} against
 * any server, so that every expectation here can be checked against RabbitMQ itself. Must not look
 * inside the broker.
 */
package io.motet.amqp.conformance;
