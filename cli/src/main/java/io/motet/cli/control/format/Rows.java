package io.motet.cli.control.format;

import io.motet.cli.control.term.Term;
import java.util.List;

/**
 * What a listing command found.
 *
 * @param columns names, in the order asked for
 * @param rows each with one term per column
 * @param streamed whether rabbitmqctl streams this listing; one that it does not stream prints an
 *     empty line for no rows
 */
public record Rows(List<String> columns, List<List<Term>> rows, boolean streamed) {
  boolean isEmpty() {
    return rows.isEmpty();
  }
}
