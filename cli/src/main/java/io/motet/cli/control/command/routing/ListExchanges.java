package io.motet.cli.control.command.routing;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.ListingCommand;
import io.motet.cli.control.command.Manual;
import java.util.List;
import java.util.Map;

/** Lists the exchanges of a virtual host. */
public final class ListExchanges extends ListingCommand {
  @Override
  public Manual manual() {
    return Manual.of("list_exchanges", HelpSection.MONITORING, "Lists exchanges")
        .takes(
            0,
            Integer.MAX_VALUE,
            "list_exchanges [--vhost <vhost>] [--no-table-headers] [<column> ...]")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Listing exchanges for vhost " + call.virtualHost() + " ...");
  }

  @Override
  protected List<Column> columns() {
    return List.of(
        Column.field("name"),
        Column.atom("type"),
        Column.field("durable"),
        Column.field("auto_delete"),
        Column.field("internal"),
        Column.field("arguments"),
        Column.field("policy"));
  }

  @Override
  protected List<String> defaultColumns() {
    return List.of("name", "type");
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    return inVirtualHost(call, call.api().get(ApiPath.of("exchanges", call.virtualHost())));
  }
}
