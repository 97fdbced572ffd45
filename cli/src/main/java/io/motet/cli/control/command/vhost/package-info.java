/** Commands about virtual hosts. */
package io.motet.cli.control.command.vhost;
