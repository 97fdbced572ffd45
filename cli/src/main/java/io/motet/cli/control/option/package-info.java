/**
 * Reading a command line by the rules of Elixir's OptionParser, which rabbitmqctl uses: options
 * anywhere, {@code --no-x}, {@code --x=y}, unknown ones collected. Must not know any command.
 */
package io.motet.cli.control.option;
