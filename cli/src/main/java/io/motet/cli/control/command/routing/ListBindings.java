package io.motet.cli.control.command.routing;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.ListingCommand;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.term.Term;
import java.util.List;
import java.util.Map;

/** Lists the bindings of a virtual host. */
public final class ListBindings extends ListingCommand {
  private static final List<Column> COLUMNS =
      List.of(
          Column.field("source_name", "source"),
          new Column("source_kind", binding -> Term.atom("exchange")),
          Column.field("destination_name", "destination"),
          new Column(
              "destination_kind",
              binding -> Term.atom(String.valueOf(binding.get("destination_type")))),
          Column.field("routing_key"),
          Column.field("arguments"));

  @Override
  public Manual manual() {
    return Manual.of(
            "list_bindings", HelpSection.MONITORING, "Lists all bindings in a virtual host")
        .takes(
            0,
            Integer.MAX_VALUE,
            "list_bindings [--vhost <vhost>] [--no-table-headers] [<column> ...]")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Listing bindings for vhost " + call.virtualHost() + "...");
  }

  @Override
  protected List<Column> columns() {
    return COLUMNS;
  }

  @Override
  protected List<String> defaultColumns() {
    return COLUMNS.stream().map(Column::name).toList();
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    return inVirtualHost(call, call.api().get(ApiPath.of("bindings", call.virtualHost())));
  }
}
