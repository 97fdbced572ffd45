/** Commands about policies. */
package io.motet.cli.control.command.policy;
