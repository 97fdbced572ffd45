/**
 * What {@code --formatter} chooses between: table, pretty_table, csv, json, erlang. Must not know
 * which command made the rows.
 */
package io.motet.cli.control.format;
