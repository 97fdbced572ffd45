package io.motet.cli.control.command;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.format.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A command that lists objects: a request, the columns there are and those shown unless others are
 * asked for.
 */
public abstract class ListingCommand implements Command {
  /** All columns, by name. */
  protected abstract List<Column> columns();

  /** The columns shown when the arguments name none. */
  protected abstract List<String> defaultColumns();

  /** Whether the arguments are names of columns. */
  protected boolean choosesColumns() {
    return true;
  }

  /** See {@link Rows#streamed}. */
  protected boolean streamed() {
    return true;
  }

  /** Asks the broker for the objects to list. */
  protected abstract List<Map<String, Object>> fetch(Call call);

  @Override
  public String objection(Call call) {
    if (!choosesColumns()) {
      return null;
    }
    List<String> known = columns().stream().map(Column::name).toList();
    List<String> unknown = chosen(call).stream().filter(name -> !known.contains(name)).toList();
    return unknown.isEmpty()
        ? null
        : "Info key(s) " + String.join(",", unknown) + " are not supported";
  }

  @Override
  public final Result run(Call call) {
    List<Column> shown = chosen(call).stream().map(this::column).toList();
    List<Map<String, Object>> objects = fetch(call);
    Rows rows =
        new Rows(
            shown.stream().map(Column::name).toList(),
            objects.stream()
                .map(object -> shown.stream().map(c -> c.value().apply(object)).toList())
                .toList(),
            streamed());
    return new Result.Listing(rows);
  }

  /** The objects of an answer; a virtual host that is not there fails. */
  protected static List<Map<String, Object>> inVirtualHost(Call call, ApiResponse response) {
    if (response.notFound()) {
      throw CommandFailure.error(
          ExitCode.UNAVAILABLE, "Virtual host " + call.virtualHost() + " does not exist");
    }
    return Call.accepted(response).objects();
  }

  private Set<String> chosen(Call call) {
    if (!choosesColumns() || call.arguments().isEmpty()) {
      return new LinkedHashSet<>(defaultColumns());
    }
    List<String> names = new ArrayList<>();
    for (String argument : call.arguments()) {
      Arrays.stream(argument.split(","))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .forEach(names::add);
    }
    return new LinkedHashSet<>(names);
  }

  private Column column(String name) {
    return columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
