/** Commands about users and their passwords. */
package io.motet.cli.control.command.user;
