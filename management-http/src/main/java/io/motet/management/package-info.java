/**
 * The management front end: RabbitMQ's HTTP API. Puts the server, the routes and the statistics
 * together.
 */
package io.motet.management;
