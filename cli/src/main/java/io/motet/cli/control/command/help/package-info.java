/** Commands about commands. */
package io.motet.cli.control.command.help;
