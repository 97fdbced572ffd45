package io.motet.cli.control.command.topic;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.ListingCommand;
import io.motet.cli.control.command.Manual;
import java.util.List;
import java.util.Map;

/** Lists the groups that read the topics of a virtual host. */
public final class ListGroups extends ListingCommand {
  @Override
  public Manual manual() {
    return Manual.of("list_groups", HelpSection.TOPICS, "Lists groups that read topics")
        .takes(
            0,
            Integer.MAX_VALUE,
            "list_groups [--vhost <vhost>] [--no-table-headers] [<column> ...]")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Listing groups for vhost " + call.virtualHost() + " ...");
  }

  @Override
  protected List<Column> columns() {
    return List.of(
        Column.field("name"),
        Column.atom("type"),
        Column.atom("state"),
        Column.field("members"),
        Column.field("partitions"),
        Column.field("assignor"));
  }

  @Override
  protected List<String> defaultColumns() {
    return List.of("name", "type", "state", "members");
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    return inVirtualHost(call, call.api().get(ApiPath.of("motet", "groups", call.virtualHost())));
  }
}
