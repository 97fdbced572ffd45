/** Commands about connections and channels. */
package io.motet.cli.control.command.connection;
