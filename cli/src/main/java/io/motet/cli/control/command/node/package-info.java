/** Commands about the broker itself. */
package io.motet.cli.control.command.node;
