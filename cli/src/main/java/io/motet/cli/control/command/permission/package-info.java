/** Commands about what users may do. */
package io.motet.cli.control.command.permission;
