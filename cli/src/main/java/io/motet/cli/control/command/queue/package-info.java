/** Commands about queues and their consumers. */
package io.motet.cli.control.command.queue;
