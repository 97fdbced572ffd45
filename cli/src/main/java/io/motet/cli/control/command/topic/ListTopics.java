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

/** Lists the topics of a virtual host; streams are topics, too. */
public final class ListTopics extends ListingCommand {
  @Override
  public Manual manual() {
    return Manual.of("list_topics", HelpSection.TOPICS, "Lists topics and their properties")
        .takes(
            0,
            Integer.MAX_VALUE,
            "list_topics [--vhost <vhost>] [--no-table-headers] [<column> ...]")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Listing topics for vhost " + call.virtualHost() + " ...");
  }

  @Override
  protected List<Column> columns() {
    return List.of(
        Column.field("name"),
        Column.field("partitions"),
        Column.field("messages"),
        Column.field("message_bytes"),
        Column.field("internal"),
        Column.field("id"),
        Column.field("configs"));
  }

  @Override
  protected List<String> defaultColumns() {
    return List.of("name", "partitions");
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    return inVirtualHost(call, call.api().get(ApiPath.of("motet", "topics", call.virtualHost())));
  }
}
