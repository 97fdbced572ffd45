/** Commands about exchanges and bindings. */
package io.motet.cli.control.command.routing;
