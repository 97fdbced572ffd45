/** Commands about topics and the groups that read them, which RabbitMQ's tools have none for. */
package io.motet.cli.control.command.topic;
