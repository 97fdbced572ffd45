/** The server's log: RabbitMQ's line format, to standard error or a file. */
package io.motet.cli.server.log;
